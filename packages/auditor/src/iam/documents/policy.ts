import type { Condition, PolicyStatement } from '../infrastructure.ts';
import { readJson } from './json-tree.ts';
import { placeOf, type Spot, spotOf } from './source.ts';
import { isUnknown } from './text.ts';
import { at, entriesOf, isAbsent, itemsOf, offsetIn, type TextTree, type Tree, textOf, textsOf } from './tree.ts';
import { shown, type Warnings } from './warnings.ts';

/** The statements of a resolved policy document, also of one that is written as a text of JSON. */
export function readStatements(document: Tree | undefined, warnings: Warnings): PolicyStatement[] {
  if (document === undefined || isAbsent(document)) return [];
  if (document.kind === 'text') return readStatements(parsed(document, warnings), warnings);
  if (document.kind === 'choice') return document.options.flatMap((option) => readStatements(option, warnings));
  if (document.kind !== 'map') warnings.add(document, 'What stands where a policy document should is none.');
  return itemsOf(at(document, 'Statement')).flatMap((item) => readStatement(item, warnings) ?? []);
}

function parsed(document: TextTree, warnings: Warnings): Tree | undefined {
  if (isUnknown(document.text)) {
    warnings.add(document, `The policy document ${shown(document.text)} is not known.`);
    return undefined;
  }
  const reading = readJson(document.text, (start, end) => spotWithin(document, start, end));
  if (reading.problem !== undefined) {
    const spot = spotWithin(document, reading.problem.offset, reading.problem.offset);
    warnings.add(spot, `The policy document is not valid JSON: ${reading.problem.sentence}.`);
  }
  // A document of JSON within JSON is no policy, and texts within texts would never end.
  const tree = 'tree' in reading ? reading.tree : undefined;
  return tree?.kind === 'map' ? tree : undefined;
}

function spotWithin(document: TextTree, start: number, end: number): Spot {
  const from = offsetIn(document, start);
  return document.origin === undefined
    ? spotOf(document)
    : { source: document.source, start: from, end: Math.max(from, offsetIn(document, end)) };
}

function readStatement(tree: Tree, warnings: Warnings): PolicyStatement | undefined {
  if (tree.kind !== 'map') {
    warnings.add(tree, `${shown(textOf(tree) ?? 'A list')} stands where a statement should and is left out.`);
    return undefined;
  }
  const effect = effectOf(tree, warnings);
  if (effect === undefined) return undefined;
  const isNotAction = isAbsent(at(tree, 'Action')) && !isAbsent(at(tree, 'NotAction'));
  const isNotResource = isAbsent(at(tree, 'Resource')) && !isAbsent(at(tree, 'NotResource'));
  const sid = textOf(at(tree, 'Sid'));
  const statement: PolicyStatement = {
    ...(sid !== undefined && sid !== '' && { sid }),
    effect,
    actions: textsOf(at(tree, isNotAction ? 'NotAction' : 'Action')),
    isNotAction,
    resources: textsOf(at(tree, isNotResource ? 'NotResource' : 'Resource')),
    isNotResource,
    principals: readPrincipals(tree, effect),
    conditions: readConditions(at(tree, 'Condition')),
    place: placeOf(tree),
  };
  warnUnknown(statement, tree, warnings);
  return statement;
}

function effectOf(tree: Tree, warnings: Warnings): 'Allow' | 'Deny' | undefined {
  const effect = textOf(at(tree, 'Effect'));
  if (effect === 'Allow' || effect === 'Deny') return effect;
  if (effect !== undefined && isUnknown(effect)) {
    // Whoever reviews the policy must see what it may come to.
    warnings.add(tree, `The effect ${shown(effect)} of a statement is not known; it is taken for Allow.`);
    return 'Allow';
  }
  warnings.add(tree, 'A statement has neither the effect Allow nor Deny and is left out.');
  return undefined;
}

function warnUnknown({ actions, resources }: PolicyStatement, spot: Spot, warnings: Warnings): void {
  for (const action of actions.filter(isUnknown)) {
    warnings.add(spot, `The action ${shown(action)} of a statement is not known.`);
  }
  for (const resource of resources.filter(isUnknown)) {
    warnings.add(spot, `The resource ${shown(resource)} of a statement is not known.`);
  }
}

/** Everybody but somebody is everybody when it allows; when it denies, who is left out is named with `Not:`. */
function readPrincipals(statement: Tree, effect: 'Allow' | 'Deny'): string[] {
  const principals = principalTexts(at(statement, 'Principal'));
  const others = principalTexts(at(statement, 'NotPrincipal'));
  if (others.length === 0) return principals;
  return effect === 'Allow' ? [...principals, '*'] : [...principals, ...others.map((other) => `Not:${other}`)];
}

function principalTexts(tree: Tree | undefined): string[] {
  const texts = textsOf(tree);
  const typed = itemsOf(tree).flatMap((item) =>
    entriesOf(item).flatMap(([type, { value }]) => textsOf(value).map((text) => `${type}:${text}`)),
  );
  return [...texts, ...typed];
}

function readConditions(tree: Tree | undefined): Condition[] {
  return entriesOf(tree).flatMap(([operator, { value }]) =>
    entriesOf(value).map(([key, values]) => ({ operator, key, values: textsOf(values.value) })),
  );
}

/** Whether a value looks like a policy document: it has statements with an effect. */
export function isPolicyDocument(tree: Tree): boolean {
  if (tree.kind !== 'map') return false;
  const statement = itemsOf(at(tree, 'Statement'))[0];
  return statement?.kind === 'map' && statement.entries.has('Effect');
}
