import type { ClassStatement, Expression, FunctionExpression, FunctionStatement, Parameter } from '../ir/ir.ts';
import { lowerArguments } from './python-calls.ts';
import { childOf, incomplete, type Lowering, nameOf, onlyChild, unknown } from './python-lowering.ts';
import type { SyntaxNode } from './python-tree.ts';

/**
 * `def`, `async def` and `class`, with their decorators; they begin where the first decorator does. Null for anything
 * else.
 */
export function lowerDefinition(lowering: Lowering, node: SyntaxNode): FunctionStatement | ClassStatement | null {
  if (node.type === 'function_definition') return lowerFunction(lowering, node, node, []);
  if (node.type === 'class_definition') return lowerClass(lowering, node, node, []);
  if (node.type !== 'decorated_definition') return null;

  const decorators = node.children
    .filter(({ type }) => type === 'decorator')
    .map((child) => onlyChild(lowering, child));
  const definition = node.children.at(-1);
  if (definition?.type === 'function_definition') return lowerFunction(lowering, definition, node, decorators);
  if (definition?.type === 'class_definition') return lowerClass(lowering, definition, node, decorators);
  return null;
}

function lowerFunction(
  lowering: Lowering,
  node: SyntaxNode,
  { start, end }: SyntaxNode,
  decorators: readonly Expression[],
): FunctionStatement {
  const name = childOf(node, 'identifier');
  const returns = childOf(node, 'type');
  const isStatic = decorators.some((decorator) => decorator.kind === 'name' && decorator.name === 'staticmethod');
  return {
    kind: 'function',
    function: {
      name: name ? nameOf(lowering, name) : '',
      parameters: lowerParameters(lowering, childOf(node, 'parameters')),
      body: lowering.statements(childOf(node, 'block')),
      decorators,
      isAsync: lowering.text.startsWith('async', node.start),
      isStatic,
      isGetter: false,
      ...(returns && { returns: lowering.expression(returns) }),
      start,
      end,
    },
    start,
    end,
  };
}

function lowerClass(
  lowering: Lowering,
  node: SyntaxNode,
  { start, end }: SyntaxNode,
  decorators: readonly Expression[],
): ClassStatement {
  const name = childOf(node, 'identifier');
  const given = childOf(node, 'argument_list');
  const bases = given?.children ?? [];
  const named = given === undefined ? [] : lowerArguments(lowering, given).filter(({ name: key }) => key !== undefined);
  return {
    kind: 'class',
    class: {
      name: name ? nameOf(lowering, name) : '',
      bases: bases.filter(({ type }) => !keywords.has(type)).map(lowering.expression),
      ...(named.length > 0 && { keywords: named }),
      decorators,
      body: lowering.statements(childOf(node, 'block')),
      start,
      end,
    },
    start,
    end,
  };
}

const keywords = new Set(['keyword_argument', 'dictionary_splat']);

/** `lambda a: b`, whose body is what it returns. */
export function lowerLambda(lowering: Lowering, node: SyntaxNode): Expression {
  const { start, end } = node;
  const body = node.children.at(-1);
  if (!body || body.type === 'lambda_parameters') return incomplete(lowering, node);
  const parameters = lowerParameters(lowering, childOf(node, 'lambda_parameters'));
  const value = lowering.expression(body);
  const lambda: FunctionExpression = {
    kind: 'function',
    function: {
      name: '',
      parameters,
      body: [{ kind: 'return', value, start: value.start, end: value.end }],
      decorators: [],
      isAsync: false,
      isStatic: false,
      isGetter: false,
      start,
      end,
    },
    start,
    end,
  };
  return lambda;
}

function lowerParameters(lowering: Lowering, list: SyntaxNode | undefined): Parameter[] {
  return (list?.children ?? [])
    .filter(({ type }) => !separators.has(type))
    .map((node) => lowerParameter(lowering, node));
}

/** The `/` and `*` that stand alone. */
const separators = new Set(['positional_separator', 'keyword_separator']);

function lowerParameter(lowering: Lowering, node: SyntaxNode): Parameter {
  const annotation = childOf(node, 'type');
  const [first] = node.children;
  const last = node.children.at(-1);
  switch (node.type) {
    case 'default_parameter':
    case 'typed_default_parameter':
      if (!first || !last || first === last) break;
      return parameter(lowering, first, annotation, lowering.expression(last));
    case 'typed_parameter':
      if (!first) break;
      return parameter(lowering, first, annotation, null);
    default:
      return parameter(lowering, node, undefined, null);
  }
  return { target: unknown(node), default: null, annotation: null, decorators: [], isProperty: false };
}

function parameter(
  lowering: Lowering,
  node: SyntaxNode,
  annotation: SyntaxNode | undefined,
  value: Expression | null,
): Parameter {
  const rest = rests.get(node.type);
  return {
    target: rest ? onlyChild(lowering, node) : lowering.expression(node),
    default: value,
    annotation: annotation ? lowering.expression(annotation) : null,
    ...(rest && { rest }),
    decorators: [],
    isProperty: false,
  };
}

const rests: ReadonlyMap<string, 'list' | 'dict'> = new Map([
  ['list_splat_pattern', 'list'],
  ['dictionary_splat_pattern', 'dict'],
]);
