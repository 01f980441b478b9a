import type { Argument, AssignStatement, Entry, Expression, Span } from '../ir/ir.ts';
import { deepest, flatNames, type Lowering, lowerName, nameOf, nullAt, unknown } from './python-lowering.ts';
import type { SyntaxNode } from './python-tree.ts';

/** What a pattern of `case` asks for, and which names it gives to parts of the subject. */
export interface Pattern {
  /** Null if everything matches. */
  readonly test: Expression | null;
  /** `case {'id': id}` assigns `subject['id']` to `id`. */
  readonly captures: readonly AssignStatement[];
}

type Form = (lowering: Lowering, node: SyntaxNode, subject: Expression) => Pattern;

const forms: ReadonlyMap<string, Form> = new Map<string, Form>([
  ['case_pattern', lowerCase],
  ['_', () => wildcard],
  ['dotted_name', lowerDotted],
  ['as_pattern', lowerAs],
  ['union_pattern', lowerUnion],
  ['list_pattern', (lowering, node, subject) => lowerSequence(lowering, node.children, subject, node)],
  ['tuple_pattern', lowerTuple],
  ['dict_pattern', lowerDict],
  ['class_pattern', lowerClass],
  ['complex_pattern', (_, node) => ({ test: unknown(node), captures: [] })],
]);

const wildcard: Pattern = { test: null, captures: [] };

/**
 * Reads a pattern that is laid upon a subject. What it asks for looks like the pattern: lists, dicts, calls of classes;
 * names that it binds stand in it where they are bound.
 */
export function lowerPattern(lowering: Lowering, node: SyntaxNode, subject: Expression): Pattern {
  if (lowering.depth >= deepest) return { test: flatNames(lowering, node), captures: [] };
  lowering.depth++;
  const pattern = (forms.get(node.type) ?? lowerValue)(lowering, node, subject);
  lowering.depth--;
  return pattern;
}

/** Several patterns that take a sequence apart: `case [a, b]`, `case a, b`. */
export function lowerSequence(
  lowering: Lowering,
  nodes: readonly SyntaxNode[],
  subject: Expression,
  { start, end }: Span,
): Pattern {
  const star = nodes.findIndex((node) => splatOf(node));
  const captures: AssignStatement[] = [];
  const items = nodes.map((node, index): Expression => {
    const splat = splatOf(node);
    if (splat) return lowerSplat(lowering, splat, between(subject, splat, index, nodes.length - index - 1), captures);
    const position = star >= 0 && index > star ? index - nodes.length : index;
    return lowerPart(lowering, node, element(subject, node, position), captures);
  });
  return { test: { kind: 'list', items, start, end }, captures };
}

function lowerValue(lowering: Lowering, node: SyntaxNode): Pattern {
  return { test: lowering.expression(node), captures: [] };
}

function lowerCase(lowering: Lowering, node: SyntaxNode, subject: Expression): Pattern {
  const [inner] = units(node);
  return inner ? lowerPattern(lowering, inner, subject) : { test: unknown(node), captures: [] };
}

/** `a` binds, `a.b` is a value. */
function lowerDotted(lowering: Lowering, node: SyntaxNode, subject: Expression): Pattern {
  const [first, ...others] = node.children;
  if (!first) return { test: unknown(node), captures: [] };
  if (others.length > 0) return { test: dotted(lowering, node), captures: [] };
  return nameOf(lowering, first) === '_' ? wildcard : { test: null, captures: [capture(lowering, first, subject)] };
}

function dotted(lowering: Lowering, { children, start, end }: SyntaxNode): Expression {
  const [first, ...others] = children;
  if (!first) return unknown({ start, end });
  // As deep as there are dots: a name that long is nobody's.
  if (others.length > deepest - lowering.depth) return unknown({ start, end }, [lowerName(lowering, first)]);
  return others.reduce<Expression>(
    (object, part) => ({ kind: 'member', object, property: nameOf(lowering, part), start, end: part.end }),
    lowerName(lowering, first),
  );
}

function lowerAs(lowering: Lowering, node: SyntaxNode, subject: Expression): Pattern {
  const [inner, name] = node.children;
  if (!inner || !name) return { test: unknown(node), captures: [] };
  const { test, captures } = lowerPattern(lowering, inner, subject);
  return { test, captures: [...captures, capture(lowering, name, subject)] };
}

/** `a | b`: either, joined by `or`. */
function lowerUnion(lowering: Lowering, node: SyntaxNode, subject: Expression): Pattern {
  const alternatives = lowerAlternatives(lowering, node, subject);
  const captures = alternatives.flatMap((alternative) => alternative.captures);
  const tests = alternatives.flatMap(({ test }) => test ?? []);
  const [first, ...others] = tests;
  if (!first || tests.length < alternatives.length) return { test: null, captures };
  if (others.length > deepest - lowering.depth) return { test: unknown(node, tests), captures };
  const test = others.reduce<Expression>(
    (left, right) => ({ kind: 'logical', operator: 'or', left, right, start: left.start, end: right.end }),
    first,
  );
  return { test, captures };
}

/** What stands between the bars of a pattern; a pattern without is the only one. */
export function lowerAlternatives(lowering: Lowering, node: SyntaxNode, subject: Expression): Pattern[] {
  const [inner] = node.type === 'case_pattern' ? units(node) : [node];
  if (inner?.type !== 'union_pattern') return [lowerPattern(lowering, node, subject)];
  return units(inner).map((alternative) => lowerPattern(lowering, alternative, subject));
}

/** `(a)` is `a`, `(a,)` takes a sequence apart. */
function lowerTuple(lowering: Lowering, node: SyntaxNode, subject: Expression): Pattern {
  const [first, second] = node.children;
  const isGroup = first && !second && !lowering.text.slice(first.end, node.end).includes(',');
  return isGroup ? lowerPattern(lowering, first, subject) : lowerSequence(lowering, node.children, subject, node);
}

function lowerDict(lowering: Lowering, node: SyntaxNode, subject: Expression): Pattern {
  const entries: Entry[] = [];
  const captures: AssignStatement[] = [];
  let key: Expression | null = null;
  for (const child of units(node)) {
    if (child.type === 'splat_pattern') {
      const [name] = child.children;
      if (name) captures.push(capture(lowering, name, unknown(child, [subject])));
      entries.push({ key: null, value: name ? lowerName(lowering, name) : unknown(child) });
    } else if (child.type === 'case_pattern' && key) {
      const { start, end } = child;
      const part: Expression = { kind: 'index', object: subject, index: key, start, end };
      entries.push({ key, value: lowerPart(lowering, child, part, captures) });
      key = null;
    } else {
      key = child.type === 'dotted_name' ? dotted(lowering, child) : lowering.expression(child);
    }
  }
  return { test: { kind: 'dict', entries, start: node.start, end: node.end }, captures };
}

/** Classes whose only positional pattern is laid upon the subject itself. */
const selfMatching = new Set('bool bytearray bytes dict float frozenset int list set str tuple'.split(' '));

/** `Point(x=0, y=y)`: a call of the class; what it takes by name is a member of the subject. */
function lowerClass(lowering: Lowering, node: SyntaxNode, subject: Expression): Pattern {
  const [name, ...others] = node.children;
  if (!name) return { test: unknown(node), captures: [] };
  const callee = dotted(lowering, name);
  const isSelf = callee.kind === 'name' && selfMatching.has(callee.name);
  const captures: AssignStatement[] = [];
  const parts = others.map((child): Argument => {
    const [inner] = units(child);
    const [keyword, value] = inner?.type === 'keyword_pattern' ? units(inner) : [];
    if (!keyword || !value) {
      return { value: lowerPart(lowering, child, isSelf ? subject : unknown(child, [subject]), captures) };
    }
    const property = nameOf(lowering, keyword);
    const member: Expression = { kind: 'member', object: subject, property, start: child.start, end: child.end };
    return { name: property, value: lowerPart(lowering, value, member, captures) };
  });
  const { start, end } = node;
  return { test: { kind: 'call', callee, arguments: parts, isNew: false, start, end }, captures };
}

/** A pattern inside of another one. What matches everything shows what it binds. */
function lowerPart(lowering: Lowering, node: SyntaxNode, subject: Expression, captures: AssignStatement[]): Expression {
  const pattern = lowerPattern(lowering, node, subject);
  for (const inner of pattern.captures) captures.push(inner);
  return pattern.test ?? pattern.captures[0]?.targets[0] ?? unknown(node);
}

function capture(lowering: Lowering, name: SyntaxNode, value: Expression): AssignStatement {
  const { start, end } = name;
  return { kind: 'assignment', targets: [lowerName(lowering, name)], value, declares: true, start, end };
}

/** The splat of `*others` in a sequence. */
function splatOf(node: SyntaxNode): SyntaxNode | null {
  const [inner] = node.type === 'case_pattern' ? node.children : [node];
  return inner?.type === 'splat_pattern' ? inner : null;
}

function lowerSplat(lowering: Lowering, splat: SyntaxNode, value: Expression, captures: AssignStatement[]): Expression {
  const [name] = splat.children;
  if (name) captures.push(capture(lowering, name, value));
  const { start, end } = splat;
  return { kind: 'spread', value: name ? lowerName(lowering, name) : unknown(splat), start, end };
}

/** What stands at a place of the subject, from its end if negative; of `match a, b` it is one of them. */
function element(subject: Expression, { start, end }: Span, position: number): Expression {
  const written = subject.kind === 'list' && position >= 0 ? subject.items.slice(0, position + 1) : [];
  const item = written.at(position);
  if (item && written.every(({ kind }) => kind !== 'spread')) return item;
  return { kind: 'index', object: subject, index: { kind: 'literal', value: position, start, end }, start, end };
}

/** What is left of the subject without as many at its beginning and at its end. */
function between(subject: Expression, { start, end }: Span, before: number, after: number): Expression {
  const to: Expression = after > 0 ? { kind: 'literal', value: -after, start, end } : nullAt(start, end);
  const parts: Expression[] = [{ kind: 'literal', value: before, start, end }, to];
  return { kind: 'index', object: subject, index: { kind: 'slice', parts, start, end }, start, end };
}

/** The parts of a pattern without its signs; a minus and its number are one. */
function units(node: SyntaxNode): SyntaxNode[] {
  const parts: SyntaxNode[] = [];
  let minus: SyntaxNode | null = null;
  for (const child of node.children) {
    if (child.type === '-') {
      minus = child;
    } else if (/^\w/.test(child.type)) {
      const { end } = child;
      parts.push(
        minus ? { type: 'unary_operator', start: minus.start, end, children: [minus, child], broken: [] } : child,
      );
      minus = null;
    }
  }
  return parts;
}
