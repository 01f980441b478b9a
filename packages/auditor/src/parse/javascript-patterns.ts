import type { Entry, Expression } from '../ir/ir.ts';
import { nameOf, numberFrom, stringOf } from './javascript-literals.ts';
import { bare, childAt, type Lowering, literal } from './javascript-lowering.ts';
import type { SyntaxNode } from './javascript-nodes.ts';

/** What is assigned to: a name, a member, an index, or a pattern of these. */
export function targetFrom(node: SyntaxNode, lowering: Lowering): Expression {
  const { kind, start, end } = node;
  switch (kind) {
    case 'undefined':
      return { kind: 'name', start, end, name: 'undefined' };
    case 'object_pattern':
      return { kind: 'dict', start, end, entries: node.children.map((child) => patternEntry(child, lowering)) };
    case 'array_pattern':
      return { kind: 'list', start, end, items: itemsOf(node, lowering.target) };
    case 'assignment_pattern':
      return withDefault(node, lowering.target(childAt(node, 0)), lowering);
    case 'rest_pattern':
      return { kind: 'spread', start, end, value: lowering.target(childAt(node, 0)) };
    default:
      return lowering.expression(bare(node));
  }
}

function withDefault(node: SyntaxNode, target: Expression, lowering: Lowering): Expression {
  return { kind: 'assign', start: node.start, end: node.end, target, value: lowering.expression(childAt(node, -1)) };
}

/** `{ a }`, `{ a = 1 }`, `{ a: b }` and `{ ...rest }`. */
function patternEntry(node: SyntaxNode, lowering: Lowering): Entry {
  switch (node.kind) {
    case 'shorthand_property_identifier_pattern':
      return shorthand(node, lowering);
    case 'object_assignment_pattern':
      return shorthandWithDefault(node, lowering);
    case 'pair_pattern':
      return { key: keyFrom(childAt(node, 0), lowering), value: lowering.target(childAt(node, 1)) };
    case 'rest_pattern':
      return { key: null, value: lowering.target(childAt(node, 0)) };
    default:
      return { key: null, value: lowering.target(node) };
  }
}

/** `{ a }`: the key `a` with the name `a`. */
export function shorthand(node: SyntaxNode, lowering: Lowering): Entry {
  const name = nameOf(node, lowering);
  return { key: literal(node, name), value: { kind: 'name', start: node.start, end: node.end, name } };
}

/** `{ a = 1 }`. */
export function shorthandWithDefault(node: SyntaxNode, lowering: Lowering): Entry {
  const { key, value } = shorthand(childAt(node, 0), lowering);
  return { key, value: withDefault(node, value, lowering) };
}

/** The items of an array or of its pattern; where none is written it is null, because the places of the others count. */
export function itemsOf({ children }: SyntaxNode, item: (node: SyntaxNode) => Expression): Expression[] {
  const items: Expression[] = [];
  let isFilled = false;
  for (const child of children) {
    if (child.kind !== ',') items.push(item(child));
    else if (!isFilled) items.push(literal({ start: child.start, end: child.start }, null));
    isFilled = child.kind !== ',';
  }
  return items;
}

/** The key of a property: a literal, if it is not computed. */
export function keyFrom(node: SyntaxNode, lowering: Lowering): Expression {
  switch (node.kind) {
    case 'string':
      return literal(node, stringOf(node, lowering));
    case 'number':
      return numberFrom(node, lowering);
    case 'property_identifier':
    case 'private_property_identifier':
      return literal(node, nameOf(node, lowering));
    case 'computed_property_name':
      return lowering.expression(childAt(node, 0));
    default:
      return lowering.expression(node);
  }
}

/** The names that a target binds, from left to right. */
export function namesIn(target: Expression): string[] {
  switch (target.kind) {
    case 'name':
      return [target.name];
    case 'list':
      return target.items.flatMap(namesIn);
    case 'dict':
      return target.entries.flatMap(({ value }) => namesIn(value));
    case 'assign':
      return namesIn(target.target);
    case 'spread':
      return namesIn(target.value);
    default:
      return [];
  }
}
