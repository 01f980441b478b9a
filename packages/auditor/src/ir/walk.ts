import type { Expression, FunctionNode, Module, Statement } from './ir.ts';

/** What a walk over code is told of; what comes out of it is up to the visitor. */
export interface Visitor {
  statement?(statement: Statement): void;
  expression?(expression: Expression): void;
}

/** Tells a visitor of every statement and expression of a module, in the order of the code. */
export function walk(module: Module, visitor: Visitor): void {
  // Of its own list instead of calls that nest: code may be nested deeper than the stack.
  const left: (Statement | Expression)[] = [...module.body].reverse();
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (isStatement(node)) visitor.statement?.(node);
    else visitor.expression?.(node);
    left.push(...childrenOf(node).reverse());
  }
}

const statementKinds = new Set<string>([
  'expression',
  'assignment',
  'if',
  'for',
  'while',
  'return',
  'raise',
  'try',
  'with',
  'import',
  'export',
  'switch',
  'assert',
  'block',
  'break',
  'continue',
  'outer',
]);

function isStatement(node: Statement | Expression): node is Statement {
  // A function or a class is either; both have the same parts.
  return statementKinds.has(node.kind);
}

type Node = Statement | Expression;

/** The parts of a statement or expression, in the order of the code. */
export function childrenOf(node: Node): Node[] {
  switch (node.kind) {
    case 'expression':
    case 'await':
    case 'spread':
      return [node.value];
    case 'assignment':
      return [...node.targets, node.value];
    case 'if':
      return [node.test, ...node.then, ...node.otherwise];
    case 'for':
      return [node.target, node.iterable, ...node.body, ...node.otherwise];
    case 'while':
      return [node.test, ...node.body, ...node.otherwise];
    case 'return':
    case 'raise':
      return node.value === null ? [] : [node.value];
    case 'try':
      return [...node.body, ...node.handlers.flatMap(({ body }) => body), ...node.otherwise, ...node.finally];
    case 'with':
      return [
        ...node.items.flatMap(({ context, target }) => (target === null ? [context] : [context, target])),
        ...node.body,
      ];
    case 'function':
      return partsOf(node.function);
    case 'class':
      return [...node.class.decorators, ...node.class.bases, ...node.class.body];
    case 'switch':
      return [node.subject, ...node.cases.flatMap(({ tests, body }): Node[] => [...tests, ...body])];
    case 'assert':
      return [node.test];
    case 'block':
      return [...node.body];
    case 'template':
    case 'slice':
    case 'unknown':
      return [...node.parts];
    case 'member':
      return [node.object];
    case 'index':
      return [node.object, node.index];
    case 'call':
      return [node.callee, ...node.arguments.map(({ value }) => value)];
    case 'dict':
      return node.entries.flatMap(({ key, value }) => (key === null ? [value] : [key, value]));
    case 'list':
      return [...node.items];
    case 'binary':
    case 'logical':
    case 'compare':
      return [node.left, node.right];
    case 'unary':
      return [node.operand];
    case 'conditional':
      return [node.test, node.then, node.otherwise];
    case 'comprehension':
      return [
        ...(node.key === null ? [] : [node.key]),
        node.element,
        ...node.clauses.flatMap(({ iterable, conditions }) => [iterable, ...conditions]),
      ];
    case 'assign':
      return [node.target, node.value];
    default:
      return [];
  }
}

function partsOf({ decorators, parameters, body }: FunctionNode): Node[] {
  const defaults = parameters.flatMap((parameter) => (parameter.default === null ? [] : [parameter.default]));
  return [...decorators, ...defaults, ...body];
}
