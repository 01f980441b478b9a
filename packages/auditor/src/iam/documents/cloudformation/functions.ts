import type { Spot } from '../source.ts';
import { concatTrees, splitText, unknown } from '../text.ts';
import {
  at,
  choiceTree,
  entriesOf,
  isAbsent,
  itemsOf,
  listTree,
  scalarTree,
  type Tree,
  textOf,
  textTree,
} from '../tree.ts';
import { holds } from './conditions.ts';
import type { Context } from './resolve.ts';

type Call = (argument: Tree, spot: Spot, context: Context) => Tree;

/** The functions of templates by their long names. */
export const functions: Readonly<Record<string, Call>> = {
  Ref: (argument, spot, context) => referenceTo(textOf(argument) ?? '', spot, context),
  'Fn::GetAtt': getAttribute,
  'Fn::Sub': substitute,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::FindInMap': findInMap,
  'Fn::If': either,
  'Fn::ImportValue': (argument, spot, context) => {
    const name = textOf(context.resolve(argument)) ?? '';
    return context.imported(name) ?? textTree(spot, unknown(name || 'ImportValue'));
  },
  'Fn::Length': (argument, spot, context) => {
    const value = context.resolve(argument);
    return value.kind === 'list' ? scalarTree(spot, value.items.length) : textTree(spot, unknown('Fn::Length'));
  },
  // Policies are read as they are: what is encoded as JSON is the document itself.
  'Fn::ToJsonString': (argument, _spot, context) => context.resolve(argument),
  'Fn::Transform': (argument, spot) => textTree(spot, unknown(textOf(at(argument, 'Name')) ?? 'Fn::Transform')),
};

/** `Name`, or `Id.Attribute` as within `Fn::Sub`. */
function referenceTo(name: string, spot: Spot, context: Context): Tree {
  const dot = name.indexOf('.');
  return dot < 0 ? context.reference(spot, name) : context.attribute(spot, name.slice(0, dot), name.slice(dot + 1));
}

function getAttribute(argument: Tree, spot: Spot, context: Context): Tree {
  if (argument.kind !== 'list') return referenceTo(textOf(argument) ?? '', spot, context);
  const [id, ...rest] = argument.items.map((item) => textOf(context.resolve(item)) ?? '');
  return context.attribute(spot, id ?? '', rest.join('.'));
}

const placeholder = /\$\{([^{}]{1,256})\}/g;

function substitute(argument: Tree, spot: Spot, context: Context): Tree {
  const [template, variables] = argument.kind === 'list' ? argument.items : [argument];
  const text = textOf(template) ?? '';
  const parts: Tree[] = [];
  let end = 0;
  for (const match of text.matchAll(placeholder)) {
    parts.push(textTree(spot, text.slice(end, match.index)));
    parts.push(substituted((match[1] ?? '').trim(), variables, spot, context));
    end = match.index + match[0].length;
  }
  return concat(spot, [...parts, textTree(spot, text.slice(end))]);
}

function substituted(name: string, variables: Tree | undefined, spot: Spot, context: Context): Tree {
  // `${!aws:PrincipalTag/tenant}` is how a policy variable survives.
  if (name.startsWith('!')) return textTree(spot, `\${${name.slice(1)}}`);
  const own = at(variables, name);
  if (own !== undefined) return context.resolve(own);
  // Without the exclamation mark CloudFormation refuses it, yet it is clear what is meant.
  const isPolicyVariable = name.includes(':') && !name.startsWith('AWS::');
  return isPolicyVariable ? textTree(spot, `\${${name}}`) : referenceTo(name, spot, context);
}

function join(argument: Tree, spot: Spot, context: Context): Tree {
  const [separator, values] = itemsOrNothing(argument);
  const resolved = values === undefined ? undefined : context.resolve(values);
  // The options of a list that is chosen would be joined to one: the likeliest is taken.
  const chosen = resolved?.kind === 'choice' ? resolved.options[0] : resolved;
  const items = chosen?.kind === 'list' ? chosen.items : chosen === undefined ? [] : [chosen];
  const glue = textTree(spot, textOf(separator) ?? '');
  return concat(
    spot,
    items.flatMap((item, index) => (index === 0 ? [item] : [glue, item])),
  );
}

function itemsOrNothing(argument: Tree): readonly Tree[] {
  return argument.kind === 'list' ? argument.items : [];
}

function select(argument: Tree, spot: Spot, context: Context): Tree {
  const [index, values] = itemsOrNothing(argument).map(context.resolve);
  const position = Number(textOf(index) ?? Number.NaN);
  const items = itemsOf(values);
  const item = Number.isInteger(position) ? items[position] : undefined;
  return item ?? textTree(spot, unknown('Fn::Select'));
}

function split(argument: Tree, spot: Spot, context: Context): Tree {
  const [separator, value] = itemsOrNothing(argument).map(context.resolve);
  const parts = splitText(textOf(value) ?? '', textOf(separator) ?? '');
  return listTree(
    spot,
    parts.map((part) => textTree(spot, part)),
  );
}

/** A key that is unknown, such as the region, leaves the choice of all values. */
function findInMap(argument: Tree, spot: Spot, context: Context): Tree {
  const [map, ...keys] = itemsOrNothing(argument).map(context.resolve);
  let found: readonly Tree[] = [at(context.template.mappings, textOf(map) ?? '')].flatMap((tree) => tree ?? []);
  for (const key of keys.slice(0, 2)) {
    const name = textOf(key) ?? '';
    found = name.includes('${?')
      ? found.flatMap((tree) => entriesOf(tree).map(([, { value }]) => value)).slice(0, 16)
      : found.flatMap((tree) => at(tree, name) ?? []);
  }
  const fallback = at(keys[2], 'DefaultValue');
  if (found.length > 0) return choiceTree(spot, found);
  return fallback ?? textTree(spot, unknown(textOf(map) ?? 'Fn::FindInMap'));
}

/** Both branches, the one that the defaults of the parameters lead to first. */
function either(argument: Tree, spot: Spot, context: Context): Tree {
  const [condition, ...branches] = itemsOrNothing(argument);
  const options = branches.slice(0, 2).map(context.resolve);
  if (holds(condition, context.template, context.resolve) === false) options.reverse();
  return options.every(isAbsent) ? scalarTree(spot, null) : choiceTree(spot, options);
}

function concat(spot: Spot, parts: readonly Tree[]): Tree {
  return concatTrees(spot, parts, () => unknown('value'));
}
