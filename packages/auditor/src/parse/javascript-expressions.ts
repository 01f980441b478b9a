import type { Argument, Entry, Expression } from '../ir/ir.ts';
import { classFrom, methodEntry } from './javascript-classes.ts';
import { functionFrom } from './javascript-functions.ts';
import { nameOf, numberFrom, regexFrom, stringOf, templateFrom } from './javascript-literals.ts';
import { childAt, childOf, type Lowering, literal, unknown } from './javascript-lowering.ts';
import type { SyntaxNode } from './javascript-nodes.ts';
import { assignmentFrom, binaryFrom, unaryFrom } from './javascript-operators.ts';
import { itemsOf, keyFrom, shorthand, shorthandWithDefault } from './javascript-patterns.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => Expression;

/** What has no meaning in the IR is unknown with the expressions inside. */
export function expressionFrom(node: SyntaxNode, lowering: Lowering): Expression {
  // Of no length is what the parser missed.
  if (node.start === node.end) return unknown(node);
  return (handlers.get(node.kind) ?? keepParts)(node, lowering);
}

/** Whether the node gives a value. */
export function isExpression({ kind }: SyntaxNode): boolean {
  return handlers.has(kind);
}

const name: Handler = (node, lowering) => {
  return { kind: 'name', start: node.start, end: node.end, name: nameOf(node, lowering) };
};
const inner: Handler = (node, lowering) => lowering.expression(childAt(node, 0));
const awaited: Handler = (node, lowering) => {
  const { start, end } = node;
  const [value] = node.children;
  return { kind: 'await', start, end, value: value ? lowering.expression(value) : literal({ start: end, end }, null) };
};
const yielded: Handler = (node, lowering) => {
  const isAll = lowering.text.slice(node.start, node.children[0]?.start ?? node.start).includes('*');
  const { start, end, children } = node;
  const value = children[0] ? lowering.expression(children[0]) : literal({ start: end, end }, null);
  return { kind: 'await', start, end, value, yields: isAll ? 'all' : 'one' };
};
const assigned: Handler = (node, lowering) => {
  return { kind: 'assign', start: node.start, end: node.end, ...assignmentFrom(node, lowering) };
};
const functionValue: Handler = (node, lowering) => {
  return { kind: 'function', start: node.start, end: node.end, function: functionFrom(node, lowering) };
};
const classValue: Handler = (node, lowering) => {
  return { kind: 'class', start: node.start, end: node.end, class: classFrom(node, lowering) };
};
const pattern: Handler = (node, lowering) => lowering.target(node);
const member: Handler = (node, lowering) => {
  const object = lowering.expression(childAt(node, 0));
  const property = childAt(node, 1);
  if (property.start === property.end) return unknown(node, [object]);
  return { kind: 'member', start: node.start, end: node.end, object, property: nameOf(property, lowering) };
};
const spread: Handler = (node, lowering) => {
  return { kind: 'spread', start: node.start, end: node.end, value: lowering.expression(childAt(node, 0)) };
};

/** `import.meta` and `new.target`. */
const metaProperty: Handler = (node, { text }) => {
  const { start, end } = node;
  const isImport = text.startsWith('import', start);
  const object = { kind: 'name', start, end: start + (isImport ? 6 : 3), name: isImport ? 'import' : 'new' } as const;
  return { kind: 'member', start, end, object, property: isImport ? 'meta' : 'target' };
};

const call: Handler = (node, lowering) => {
  const given = childOf(node, 'arguments', 'template_string');
  const callee = lowering.expression(childAt(node, 0));
  const isNew = node.kind === 'new_expression';
  return { kind: 'call', start: node.start, end: node.end, callee, arguments: argumentsFrom(given, lowering), isNew };
};

function argumentsFrom(node: SyntaxNode | undefined, lowering: Lowering): Argument[] {
  if (!node) return [];
  if (node.kind === 'template_string') return [{ value: lowering.expression(node) }];
  return node.children.map((child) =>
    child.kind === 'spread_element'
      ? { value: lowering.expression(childAt(child, 0)), spread: 'list' }
      : { value: lowering.expression(child) },
  );
}

function entryFrom(node: SyntaxNode, lowering: Lowering): Entry {
  switch (node.kind) {
    case 'pair':
      return { key: keyFrom(childAt(node, 0), lowering), value: lowering.expression(childAt(node, 1)) };
    case 'shorthand_property_identifier':
      return shorthand(node, lowering);
    case 'object_assignment_pattern':
      return shorthandWithDefault(node, lowering);
    case 'method_definition':
      return methodEntry(node, lowering);
    case 'spread_element':
      return { key: null, value: lowering.expression(childAt(node, 0)) };
    default:
      return { key: null, value: lowering.expression(node) };
  }
}

/** `(0, handler)` is how compilers call a function without an object; otherwise what stands before may matter. */
const sequence: Handler = (node, lowering) => {
  const isPlain = node.children.slice(0, -1).every(({ kind }) => kind === 'number');
  const last = childAt(node, -1);
  return isPlain ? lowering.expression(last) : unknown(node, node.children.map(lowering.expression));
};

/** The expressions in the braces of JSX, and the elements inside. */
const jsx: Handler = (node, lowering) =>
  unknown(
    node,
    node.children.flatMap((child) => jsxParts(child, lowering)),
  );

function jsxParts(node: SyntaxNode, lowering: Lowering): Expression[] {
  switch (node.kind) {
    case 'jsx_element':
    case 'jsx_self_closing_element':
      return [lowering.expression(node)];
    case 'jsx_expression':
      return node.children.map(lowering.expression);
    case 'jsx_opening_element':
    case 'jsx_attribute':
      return node.children.flatMap((child) => jsxParts(child, lowering));
    default:
      return [];
  }
}

const keepParts: Handler = (node, lowering) => unknown(node, partsOf(node, lowering));

function partsOf(node: SyntaxNode, lowering: Lowering): Expression[] {
  return node.children.flatMap((child) =>
    isExpression(child) ? [lowering.expression(child)] : partsOf(child, lowering),
  );
}

const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['identifier', name],
  ['this', name],
  ['super', name],
  ['import', name],
  ['meta_property', metaProperty],
  ['true', (node) => literal(node, true)],
  ['false', (node) => literal(node, false)],
  ['null', (node) => literal(node, null)],
  ['undefined', (node) => literal(node, null)],
  ['string', (node, lowering) => literal(node, stringOf(node, lowering))],
  ['number', numberFrom],
  ['regex', regexFrom],
  ['template_string', templateFrom],
  ['member_expression', member],
  ['nested_identifier', member],
  [
    'subscript_expression',
    (node, lowering) => {
      const { start, end } = node;
      const index = lowering.expression(childAt(node, 1));
      return { kind: 'index', start, end, object: lowering.expression(childAt(node, 0)), index };
    },
  ],
  ['call_expression', call],
  ['new_expression', call],
  [
    'object',
    (node, lowering) => {
      const entries = node.children.map((child) => entryFrom(child, lowering));
      return { kind: 'dict', start: node.start, end: node.end, entries };
    },
  ],
  [
    'array',
    (node, lowering) => {
      return { kind: 'list', start: node.start, end: node.end, items: itemsOf(node, lowering.expression) };
    },
  ],
  ['spread_element', spread],
  ['object_pattern', pattern],
  ['array_pattern', pattern],
  ['assignment_pattern', pattern],
  ['rest_pattern', pattern],
  ['binary_expression', binaryFrom],
  ['unary_expression', unaryFrom],
  ['update_expression', assigned],
  ['assignment_expression', assigned],
  ['augmented_assignment_expression', assigned],
  [
    'ternary_expression',
    (node, lowering) => {
      const test = lowering.expression(childAt(node, 0));
      const then = lowering.expression(childAt(node, 1));
      const otherwise = lowering.expression(childAt(node, 2));
      return { kind: 'conditional', start: node.start, end: node.end, test, then, otherwise };
    },
  ],
  ['await_expression', awaited],
  ['yield_expression', yielded],
  ['sequence_expression', sequence],
  ['function_expression', functionValue],
  ['generator_function', functionValue],
  ['arrow_function', functionValue],
  ['class', classValue],
  ['parenthesized_expression', inner],
  ['as_expression', inner],
  ['satisfies_expression', inner],
  ['non_null_expression', inner],
  ['instantiation_expression', inner],
  ['type_assertion', inner],
  ['jsx_element', jsx],
  ['jsx_self_closing_element', jsx],
  ['too_deep', (node) => unknown(node)],
]);
