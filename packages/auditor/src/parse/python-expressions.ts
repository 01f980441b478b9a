import type { Expression, SliceExpression } from '../ir/ir.ts';
import { lowerCall } from './python-calls.ts';
import { lowerComprehension } from './python-comprehensions.ts';
import { lowerDefinition, lowerLambda } from './python-definitions.ts';
import {
  deepest,
  flatNames,
  incomplete,
  type Lowering,
  lowerName,
  nameOf,
  nullAt,
  onlyChild,
  unknown,
  withBroken,
} from './python-lowering.ts';
import {
  lowerBinary,
  lowerBoolean,
  lowerComparison,
  lowerConditional,
  lowerNot,
  lowerUnary,
} from './python-operators.ts';
import { lowerString } from './python-strings.ts';
import type { SyntaxNode } from './python-tree.ts';

/** The expression of a node. What does not parse inside of it is kept next to it. */
export function lowerExpression(lowering: Lowering, node: SyntaxNode): Expression {
  // The parser has put it in, because something is missing.
  if (node.start === node.end) return unknown(node);
  if (lowering.depth >= deepest) return flatNames(lowering, node);
  lowering.depth++;
  const value = spreadOut((forms.get(node.type) ?? incomplete)(lowering, node));
  const parts = node.broken.length > 0 ? node.broken.flatMap(lowering.salvage) : [];
  lowering.depth--;
  return parts.length > 0 ? unknown(node, [value, ...parts]) : value;
}

/** The parser binds the star of `[*a.b()]` to `a`, as if it were `(*a).b()`; it is of the whole. */
function spreadOut(value: Expression): Expression {
  const first = leftmost(value);
  if (first?.kind !== 'spread') return value;
  const { start, end } = value;
  return { kind: 'spread', value: withLeftmost(value, first.value), start, end };
}

function leftmost(value: Expression): Expression | null {
  switch (value.kind) {
    case 'call':
      return value.callee;
    case 'member':
    case 'index':
      return value.object;
    case 'binary':
    case 'logical':
    case 'compare':
      return value.left;
    case 'conditional':
      return value.then;
    default:
      return null;
  }
}

function withLeftmost(value: Expression, first: Expression): Expression {
  const { start } = first;
  switch (value.kind) {
    case 'call':
      return { ...value, callee: first, start };
    case 'member':
    case 'index':
      return { ...value, object: first, start };
    case 'binary':
    case 'logical':
    case 'compare':
      return { ...value, left: first, start };
    case 'conditional':
      // biome-ignore lint/suspicious/noThenProperty: nobody awaits code.
      return { ...value, then: first, start };
    default:
      return value;
  }
}

/** See `Lowering`. */
export function salvage(lowering: Lowering, node: SyntaxNode): Expression[] {
  if (node.start === node.end) return [];
  if (lowering.depth >= deepest) return [flatNames(lowering, node)];
  if (forms.has(node.type)) return [lowering.expression(node)];
  const definition = lowerDefinition(lowering, node);
  if (definition) return [definition];
  lowering.depth++;
  const parts = [...node.children, ...node.broken].flatMap(lowering.salvage);
  lowering.depth--;
  return parts;
}

type Form = (lowering: Lowering, node: SyntaxNode) => Expression;

const forms: ReadonlyMap<string, Form> = new Map<string, Form>([
  ['identifier', lowerName],
  ['integer', lowerNumber],
  ['float', lowerNumber],
  ['true', (_, { start, end }) => ({ kind: 'literal', value: true, start, end })],
  ['false', (_, { start, end }) => ({ kind: 'literal', value: false, start, end })],
  ['none', (_, { start, end }) => nullAt(start, end)],
  ['ellipsis', (_, node) => unknown(node)],
  ['string', lowerString],
  ['concatenated_string', lowerString],

  ['attribute', lowerMember],
  ['member_type', lowerMember],
  ['subscript', lowerIndex],
  ['generic_type', lowerGeneric],
  ['slice', lowerSlice],
  ['call', lowerCall],
  ['await', lowerAwait],
  ['yield', lowerAwait],

  ['list', lowerList],
  ['set', lowerList],
  ['tuple', lowerList],
  ['expression_list', lowerList],
  ['pattern_list', lowerList],
  ['list_pattern', lowerList],
  ['tuple_pattern', lowerTuplePattern],
  ['dictionary', lowerDict],
  ['list_splat', lowerSpread],
  ['list_splat_pattern', lowerSpread],
  ['dictionary_splat', lowerSpread],
  ['dictionary_splat_pattern', lowerSpread],
  ['splat_type', lowerSpread],

  ['binary_operator', lowerBinary],
  ['union_type', lowerUnion],
  ['boolean_operator', lowerBoolean],
  ['comparison_operator', lowerComparison],
  ['not_operator', lowerNot],
  ['unary_operator', lowerUnary],
  ['conditional_expression', lowerConditional],

  ['list_comprehension', lowerComprehension],
  ['set_comprehension', lowerComprehension],
  ['dictionary_comprehension', lowerComprehension],
  ['generator_expression', lowerComprehension],
  ['lambda', lowerLambda],
  ['named_expression', lowerNamed],
  ['as_pattern', lowerAs],

  ['parenthesized_expression', onlyChild],
  ['parenthesized_list_splat', onlyChild],
  ['as_pattern_target', onlyChild],
  ['type', onlyChild],
]);

/** `12`, `1_000`, `0xff`, `1e3`. Imaginary ones have no value here. */
function lowerNumber({ text }: Lowering, node: SyntaxNode): Expression {
  const { start, end } = node;
  const written = text.slice(start, end);
  const digits = /[_jl]/i.test(written) ? written.replaceAll('_', '').replace(/l$/i, '') : written;
  if (/j$/i.test(digits)) return unknown(node);
  // Python 2 wrote octal numbers with a zero only.
  const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return { kind: 'literal', value, start, end };
}

function lowerMember(lowering: Lowering, node: SyntaxNode): Expression {
  const [object, property] = node.children;
  if (!object || !property || property.start === property.end) return incomplete(lowering, node);
  const { start, end } = node;
  return { kind: 'member', object: lowering.expression(object), property: nameOf(lowering, property), start, end };
}

/** `a[b]`; the index of `a[b, c]` is a list. */
function lowerIndex(lowering: Lowering, node: SyntaxNode): Expression {
  const [object, ...subscripts] = node.children;
  const [first] = subscripts;
  const last = subscripts.at(-1);
  if (!object || !first || !last) return incomplete(lowering, node);
  const { start, end } = node;
  const isList = subscripts.length > 1 || lowering.text.slice(last.end, end).includes(',');
  return {
    kind: 'index',
    object: lowering.expression(object),
    index: oneOrList(lowering, subscripts, isList),
    start,
    end,
  };
}

/** `List[str]`, `Annotated[str, Depends(user)]` where a type stands: an index like any other. */
function lowerGeneric(lowering: Lowering, node: SyntaxNode): Expression {
  const [object, parameters] = node.children;
  if (!object || !parameters) return incomplete(lowering, node);
  const { start, end } = node;
  const { children } = parameters;
  return {
    kind: 'index',
    object: lowering.expression(object),
    index: oneOrList(lowering, children, children.length > 1),
    start,
    end,
  };
}

/** `Generic[*T]` is an index of a list, too. */
function oneOrList(lowering: Lowering, nodes: readonly SyntaxNode[], isList: boolean): Expression {
  const items = nodes.map(lowering.expression);
  const [first] = items;
  if (!isList && first && first.kind !== 'spread') return first;
  return { kind: 'list', items, start: nodes[0]?.start ?? 0, end: nodes.at(-1)?.end ?? 0 };
}

/** `a:b:c`: two parts or three, and null for one that is not written. */
function lowerSlice(lowering: Lowering, node: SyntaxNode): SliceExpression {
  const { start, end } = node;
  const parts: Expression[] = [];
  let current: Expression | null = null;
  for (const child of node.children) {
    if (child.type !== ':') {
      current = lowering.expression(child);
      continue;
    }
    parts.push(current ?? nullAt(child.start, child.start));
    current = null;
  }
  if (current || parts.length < 2) parts.push(current ?? nullAt(end, end));
  return { kind: 'slice', parts, start, end };
}

/** `await a`, `yield a`, `yield from a`, `yield`. */
function lowerAwait(lowering: Lowering, node: SyntaxNode): Expression {
  const { start, end } = node;
  const [value] = node.children;
  const awaited = value ? lowering.expression(value) : nullAt(end, end);
  if (node.type === 'await') return { kind: 'await', value: awaited, start, end };
  const isFrom = /\bfrom\b/.test(lowering.text.slice(start, value?.start ?? start));
  return { kind: 'await', value: awaited, yields: isFrom ? 'all' : 'one', start, end };
}

/** Lists, tuples, sets, and the patterns that look like them. */
function lowerList(lowering: Lowering, { children, start, end }: SyntaxNode): Expression {
  return { kind: 'list', items: children.map(lowering.expression), start, end };
}

/** `(a) = b` is as `a = b`. */
function lowerTuplePattern(lowering: Lowering, node: SyntaxNode): Expression {
  const [first, second] = node.children;
  const isOne = first && !second && !lowering.text.slice(first.end, node.end).includes(',');
  return isOne ? lowering.expression(first) : lowerList(lowering, node);
}

function lowerDict(lowering: Lowering, { children, start, end }: SyntaxNode): Expression {
  const entries = children.map((child) => {
    const [key, value] = child.children;
    if (child.type !== 'pair' || !key) return { key: null, value: onlyChild(lowering, child) };
    return { key: lowering.expression(key), value: withBroken(lowering, child, value) };
  });
  return { kind: 'dict', entries, start, end };
}

/** `*a`, `**a`. */
function lowerSpread(lowering: Lowering, node: SyntaxNode): Expression {
  return { kind: 'spread', value: onlyChild(lowering, node), start: node.start, end: node.end };
}

/** `int | None` where the parser sees a type. */
function lowerUnion(lowering: Lowering, node: SyntaxNode): Expression {
  const [left, right] = node.children;
  if (!left || !right) return incomplete(lowering, node);
  const { start, end } = node;
  return {
    kind: 'binary',
    operator: '|',
    left: lowering.expression(left),
    right: lowering.expression(right),
    start,
    end,
  };
}

/** `a := b`. */
function lowerNamed(lowering: Lowering, node: SyntaxNode): Expression {
  const [target, value] = node.children;
  if (!target || !value) return incomplete(lowering, node);
  const { start, end } = node;
  return { kind: 'assign', target: lowering.expression(target), value: lowering.expression(value), start, end };
}

/** `a as b` outside of the statements that have it: in code that does not parse. */
function lowerAs(lowering: Lowering, node: SyntaxNode): Expression {
  const [value, target] = node.children;
  if (!target || !value) return incomplete(lowering, node);
  const { start, end } = node;
  return { kind: 'assign', target: lowering.expression(target), value: lowering.expression(value), start, end };
}
