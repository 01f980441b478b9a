import type { Expression, FunctionNode, Parameter, Statement } from '../ir/ir.ts';
import { nameOf } from './javascript-literals.ts';
import { bare, childAt, childOf, type Lowering } from './javascript-lowering.ts';
import type { SyntaxNode } from './javascript-nodes.ts';

/** What a function has from where it stands. */
interface FunctionPlace {
  readonly name?: string;
  readonly decorators?: readonly Expression[];
}

/** A function, an arrow function or a method. */
export function functionFrom(node: SyntaxNode, lowering: Lowering, place: FunctionPlace = {}): FunctionNode {
  const parameters = childOf(node, 'formal_parameters');
  const isArrow = node.kind === 'arrow_function';
  const named = isArrow ? undefined : childOf(node, 'identifier');
  return {
    start: node.start,
    end: node.end,
    name: place.name ?? (named ? nameOf(named, lowering) : ''),
    parameters: parameters
      ? parameters.children.flatMap((parameter) => parameterFrom(parameter, lowering)).slice()
      : isArrow && node.children.length > 1
        ? [bareParameter(childAt(node, 0), lowering)]
        : [],
    body: bodyFrom(node, lowering),
    decorators: place.decorators ?? [],
    isAsync: node.marks.includes('async'),
    isStatic: node.marks.includes('static'),
    isGetter: node.marks.includes('get'),
  };
}

function bodyFrom(node: SyntaxNode, lowering: Lowering): Statement[] {
  const body = childAt(node, -1);
  if (body.kind === 'statement_block') return lowering.statements(body.children);
  if (node.kind === 'arrow_function') return returned(body, body, lowering);
  return body.kind === 'too_deep' ? lowering.statements([body]) : [];
}

/** `return a, b` does `a` first. */
export function returned(node: SyntaxNode, value: SyntaxNode, lowering: Lowering): Statement[] {
  const inner = bare(value);
  const { start, end } = node;
  if (inner.kind !== 'sequence_expression' || inner.children.length === 0)
    return [{ kind: 'return', start, end, value: lowering.expression(inner) }];
  const before = inner.children.slice(0, -1);
  return [...lowering.statements(before), ...returned(node, childAt(inner, -1), lowering)];
}

/** `x => …` */
function bareParameter(node: SyntaxNode, lowering: Lowering): Parameter {
  return { target: lowering.target(node), default: null, annotation: null, decorators: [], isProperty: false };
}

/** TypeScript's `this` is a type only. */
function parameterFrom(node: SyntaxNode, lowering: Lowering): Parameter[] {
  if (node.kind !== 'required_parameter' && node.kind !== 'optional_parameter') return [bareParameter(node, lowering)];
  const [pattern, value] = node.children.filter(({ kind }) => kind !== 'decorator' && kind !== 'type_annotation');
  if (!pattern || pattern.kind === 'this') return [];

  const isRest = pattern.kind === 'rest_pattern';
  return [
    {
      target: lowering.target(isRest ? childAt(pattern, 0) : pattern),
      default: value ? lowering.expression(value) : null,
      annotation: annotationOf(node, lowering),
      ...(isRest ? { rest: 'list' } : {}),
      decorators: decoratorsOf(node, lowering),
      isProperty: node.marks.length > 0,
    },
  ];
}

/** The decorators that stand in a node. */
export function decoratorsOf({ children }: SyntaxNode, lowering: Lowering): Expression[] {
  const decorators = children.filter(({ kind }) => kind === 'decorator');
  return decorators.map((decorator) => lowering.expression(childAt(decorator, 0)));
}

/** The named type of a parameter or a field. */
export function annotationOf(node: SyntaxNode, lowering: Lowering): Expression | null {
  const type = childOf(node, 'type_annotation');
  return type ? namedType(childAt(type, 0), lowering) : null;
}

/** `Notes`, `db.Notes`, and `Model<Note>` as an index. Other types have no name. */
function namedType(node: SyntaxNode, lowering: Lowering): Expression | null {
  const { start, end } = node;
  switch (node.kind) {
    case 'identifier':
    case 'type_identifier':
    case 'predefined_type':
      return { kind: 'name', start, end, name: nameOf(node, lowering) };
    case 'nested_identifier':
    case 'nested_type_identifier': {
      const object = namedType(childAt(node, 0), lowering);
      const property = nameOf(childAt(node, -1), lowering);
      return object && { kind: 'member', start, end, object, property };
    }
    case 'generic_type': {
      const object = namedType(childAt(node, 0), lowering);
      const index = namedType(childAt(childAt(node, -1), 0), lowering);
      return object && index ? { kind: 'index', start, end, object, index } : object;
    }
    default:
      return null;
  }
}
