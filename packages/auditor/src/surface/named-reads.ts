import type { Expression, FunctionNode, Module, Statement } from '../ir/ir.ts';
import { literalText, nodesIn, patternsIn } from './code-walk.ts';

/** Names by which a function reads parts of things, and how. */
export interface NamedReads {
  /** `data["title"]`: it fails without it. */
  readonly certain: ReadonlySet<string>;
  /** `data.get("title")`, `body.title`, `{ title } = body`, `"title" in data`. */
  readonly possible: ReadonlySet<string>;
}

/** Methods that read a part by its name. */
const readers = /^(?:get|pop|getlist|get_list|getOrDefault|has|hasOwnProperty|setdefault)$/;

/** Many routes run one helper. */
const readsOf = new WeakMap<FunctionNode, NamedReads>();
const listsReadBy = new WeakMap<FunctionNode, readonly ListedReads[]>();

/** All names by which a function reads parts of anything. */
export function namedReads(node: FunctionNode): NamedReads {
  const known = readsOf.get(node) ?? readsIn(node);
  readsOf.set(node, known);
  return known;
}

function readsIn(node: FunctionNode): NamedReads {
  const certain = new Set<string>();
  const possible = new Set<string>();
  for (const part of nodesIn(node.body)) {
    if (part.kind === 'index') noteText(certain, part.index);
    if (part.kind === 'member') possible.add(part.property);
    if (part.kind === 'compare' && /in$/.test(part.operator)) noteText(possible, part.left);
    if (part.kind === 'call' && part.callee.kind === 'member' && readers.test(part.callee.property))
      noteText(possible, part.arguments[0]?.value);
  }
  for (const pattern of patternsIn(node)) noteFields(possible, pattern);
  return { certain, possible };
}

function noteText(names: Set<string>, node: Expression | undefined): void {
  const text = literalText(node);
  if (text !== undefined) names.add(text);
}

function noteFields(names: Set<string>, pattern: Expression): void {
  if (pattern.kind !== 'dict') return;
  for (const { key } of pattern.entries) if (key !== null) noteText(names, key);
}

/** A read of each part that a fixed list names: `[data.get(name) for name in REQUIRED]`. */
export interface ListedReads {
  /** What is read, by its name. */
  readonly object: string;
  readonly names: readonly string[];
}

/** What goes over a list of names, with the name of the variable. */
interface Loop {
  readonly variable: string;
  readonly names: readonly string[];
  readonly inside: readonly (Statement | Expression)[];
}

export function listedReads(node: FunctionNode, module: Module): readonly ListedReads[] {
  const known = listsReadBy.get(node) ?? listsIn(node, module);
  listsReadBy.set(node, known);
  return known;
}

function listsIn(node: FunctionNode, module: Module): ListedReads[] {
  const lists = listsOf(module, node);
  return [...nodesIn(node.body)].flatMap((part) =>
    loopsAt(part, lists).flatMap(({ variable, names, inside }) =>
      [...new Set(objectsReadBy(variable, inside))].map((object) => ({ object, names })),
    ),
  );
}

/** Longest list of names that is read so. */
const mostNames = 60;

/** Lists of texts by the name of their constant, of the module and of the function. */
function listsOf({ body }: Module, { body: inside }: FunctionNode): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const statement of [...body, ...inside]) {
    if (statement.kind !== 'assignment') continue;
    const names = textsIn(statement.value);
    for (const target of statement.targets)
      if (target.kind === 'name' && names.length > 0) found.set(target.name, names);
  }
  return found;
}

/** The texts of a list, or the keys of a dict: `LONGEST = {"title": 80}` is gone over by its keys. */
function textsIn(node: Expression): readonly string[] {
  if (node.kind !== 'list' && node.kind !== 'dict') return [];
  const items = node.kind === 'list' ? node.items : node.entries.map(({ key }) => key ?? undefined);
  const texts = items
    .slice(0, mostNames + 1)
    .map(literalText)
    .filter((text) => text !== undefined);
  return texts.length === items.length ? texts : [];
}

function loopsAt(node: Statement | Expression, lists: ReadonlyMap<string, readonly string[]>): Loop[] {
  const namesOf = (iterable: Expression): readonly string[] =>
    iterable.kind === 'name' ? (lists.get(iterable.name) ?? []) : textsIn(iterable);
  if (node.kind === 'for') return loopOver(node.target, namesOf(node.iterable), node.body);
  if (node.kind === 'comprehension') {
    const inside = [...(node.key === null ? [] : [node.key]), node.element, ...conditionsOf(node)];
    return node.clauses.flatMap(({ target, iterable }) => loopOver(target, namesOf(iterable), inside));
  }
  // `REQUIRED.every((name) => body[name])`
  if (node.kind !== 'call' || node.callee.kind !== 'member') return [];
  const [callback] = node.arguments;
  if (callback?.value.kind !== 'function') return [];
  const { parameters, body } = callback.value.function;
  return parameters[0] === undefined ? [] : loopOver(parameters[0].target, namesOf(node.callee.object), body);
}

function conditionsOf({ clauses }: Extract<Expression, { kind: 'comprehension' }>): Expression[] {
  return clauses.flatMap(({ conditions }) => conditions);
}

function loopOver(target: Expression, names: readonly string[], inside: Loop['inside']): Loop[] {
  return target.kind === 'name' && names.length > 0 ? [{ variable: target.name, names, inside }] : [];
}

/** Names of what is read by the value of a variable: `data[name]`, `data.get(name)`, `name in data`. */
function objectsReadBy(variable: string, inside: Loop['inside']): string[] {
  return [...nodesIn(inside)].flatMap((part) => {
    if (part.kind === 'index' && isName(part.index, variable)) return nameOf(part.object);
    if (part.kind === 'compare' && isName(part.left, variable) && /in$/.test(part.operator)) return nameOf(part.right);
    if (part.kind !== 'call' || part.callee.kind !== 'member') return [];
    const [first, second] = part.arguments;
    if (part.callee.property === 'hasOwn' && first !== undefined && isName(second?.value, variable))
      return nameOf(first.value);
    if (!readers.test(part.callee.property)) return [];
    return isName(part.arguments[0]?.value, variable) ? nameOf(part.callee.object) : [];
  });
}

function isName(node: Expression | undefined, name: string): boolean {
  return node?.kind === 'name' && node.name === name;
}

/** `data`, and the last part of `req.body`. */
function nameOf(node: Expression): string[] {
  if (node.kind === 'name') return [node.name];
  return node.kind === 'member' ? [node.property] : [];
}
