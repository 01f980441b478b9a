import type { BlockStatement, Expression, Span, Statement, TryStatement } from '../ir/ir.ts';
import { classFrom } from './javascript-classes.ts';
import { declarations, enumFrom, importAlias } from './javascript-declarations.ts';
import { isExpression } from './javascript-expressions.ts';
import { functionFrom, returned } from './javascript-functions.ts';
import { importFrom } from './javascript-imports.ts';
import { bare, childAt, childOf, type Lowering, literal, unknown } from './javascript-lowering.ts';
import type { SyntaxNode } from './javascript-nodes.ts';
import { assignmentFrom } from './javascript-operators.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => Statement[];

/** The statements of a body. Its functions come first, because they are there before anything runs. */
export function statementsFrom(nodes: readonly SyntaxNode[], lowering: Lowering): Statement[] {
  // A copy has no room left for more, of which a list that was filled one by one has plenty.
  return hoisted(nodes.flatMap((node) => statementFrom(node, lowering)).slice());
}

/** Functions before everything but imports and directives like `'use server'`. */
export function hoisted(statements: Statement[]): Statement[] {
  const start = statements.findIndex((statement) => statement.kind !== 'import' && !isDirective(statement));
  const isInOrder = statements.every(({ kind }, index) => {
    return kind !== 'function' || index <= start || statements[index - 1]?.kind === 'function';
  });
  if (start < 0 || isInOrder) return statements;
  const rest = statements.slice(start);
  return [
    ...statements.slice(0, start),
    ...rest.filter(({ kind }) => kind === 'function'),
    ...rest.filter(({ kind }) => kind !== 'function'),
  ];
}

function isDirective(statement: Statement): boolean {
  return statement.kind === 'expression' && statement.value.kind === 'literal';
}

/** One statement of the source can be none or several. */
export function statementFrom(node: SyntaxNode, lowering: Lowering): Statement[] {
  const handler = handlers.get(node.kind);
  if (handler) return handler(node, lowering);
  return isExpression(node) ? evaluated(node, node, lowering) : lowering.statements(node.children);
}

function place({ start, end }: SyntaxNode): Span {
  return { start, end };
}

/** The body of an `if` or a loop, with braces or without. */
function blockOf(node: SyntaxNode, lowering: Lowering): Statement[] {
  return lowering.statements(node.kind === 'statement_block' ? node.children : [node]);
}

/** An expression that is done for its effect; `a = b` and `a++` are assignments, `a, b` is two. */
function evaluated(node: SyntaxNode, written: SyntaxNode, lowering: Lowering): Statement[] {
  const inner = bare(written);
  switch (inner.kind) {
    case 'sequence_expression':
      return inner.children.flatMap((child) => evaluated(child, child, lowering));
    case 'assignment_expression':
      return [assignmentOf(node, inner, lowering)];
    case 'augmented_assignment_expression':
    case 'update_expression': {
      const { target, ...rest } = assignmentFrom(inner, lowering);
      return [{ kind: 'assignment', ...place(node), targets: [target], ...rest, declares: false }];
    }
    case 'internal_module':
      return statementFrom(inner, lowering);
    // In broken code, a declaration can be taken for an expression.
    case 'class':
      if (inner === written && childOf(inner, 'type_identifier')) return classStatement(inner, lowering);
      break;
    case 'function_expression':
      if (inner === written && childOf(inner, 'identifier')) return functionStatement(inner, lowering);
      break;
    case 'await_expression':
      if (childAt(inner, 0).marks.includes('using')) return evaluated(node, childAt(inner, 0), lowering);
      break;
  }
  return [{ kind: 'expression', ...place(node), value: lowering.expression(inner) }];
}

/** `a = b = value`, and `using a = value`, which declares. */
function assignmentOf(node: SyntaxNode, assignment: SyntaxNode, lowering: Lowering): Statement {
  const targets: Expression[] = [];
  let value = assignment;
  for (; value.kind === 'assignment_expression'; value = bare(childAt(value, 1)))
    targets.push(lowering.target(childAt(value, 0)));
  const declares = assignment.marks.includes('using');
  return { kind: 'assignment', ...place(node), targets, value: lowering.expression(value), declares };
}

const functionStatement: Handler = (node, lowering) => {
  return [{ kind: 'function', ...place(node), function: functionFrom(node, lowering) }];
};
const classStatement: Handler = (node, lowering) => {
  return [{ kind: 'class', ...place(node), class: classFrom(node, lowering) }];
};
const block = (node: SyntaxNode, lowering: Lowering): BlockStatement[] => [
  { kind: 'block', ...place(node), body: lowering.statements(node.children) },
];
const nothing: Handler = () => [];

/** What could be understood of code that does not parse. */
const broken: Handler = (node, lowering) => block(node, lowering).filter(({ body }) => body.length > 0);

/** Outside of the module itself, as in a namespace, only what is declared counts. */
const innerExport: Handler = (node, lowering) =>
  lowering.statements(node.children.filter(({ kind }) => kind.endsWith('_declaration')));

/** What stands in its block, without its name. */
const namespace: Handler = (node, lowering) => {
  const body = childOf(node, 'statement_block')?.children ?? [];
  return [{ kind: 'block', ...place(node), body: lowering.statements(body) }];
};

const branch: Handler = (node, lowering) => {
  const then = blockOf(childAt(node, 1), lowering);
  const otherwise = childOf(node, 'else_clause');
  return [
    {
      kind: 'if',
      ...place(node),
      test: lowering.expression(childAt(node, 0)),
      then,
      otherwise: otherwise ? blockOf(childAt(otherwise, 0), lowering) : [],
    },
  ];
};

/** `for (start; test; step) body` */
const countingLoop: Handler = (node, lowering) => {
  const [first, test, ...others] = node.children;
  const [step, body] = others.length > 1 ? [[childAt(node, 2)], childAt(node, -1)] : [[], others[0]];
  return [
    ...lowering.statements(first ? [first] : []),
    {
      kind: 'while',
      ...place(node),
      test: !test || test.kind === 'empty_statement' ? literal(test ?? node, true) : lowering.expression(test),
      body: [...(body ? blockOf(body, lowering) : []), ...lowering.statements(step)],
      otherwise: [],
    },
  ];
};

const loop: Handler = (node, lowering) => [
  {
    kind: 'for',
    ...place(node),
    target: lowering.target(childAt(node, 0)),
    iterable: lowering.expression(childAt(node, -2)),
    body: blockOf(childAt(node, -1), lowering),
    otherwise: [],
  },
];

const whileLoop: Handler = (node, lowering) => {
  const [test, body] = node.kind === 'do_statement' ? [1, 0] : [0, 1];
  return [
    {
      kind: 'while',
      ...place(node),
      test: lowering.expression(childAt(node, test)),
      body: blockOf(childAt(node, body), lowering),
      otherwise: [],
    },
  ];
};

const choice: Handler = (node, lowering) => {
  const body = childOf(node, 'switch_body')?.children ?? [];
  const cases = body.map((child) => {
    const tests = child.kind === 'switch_case' ? 1 : 0;
    return {
      tests: child.children.slice(0, tests).map(lowering.expression),
      body: lowering.statements(child.children.slice(tests)),
    };
  });
  return [{ kind: 'switch', ...place(node), subject: lowering.expression(childAt(node, 0)), cases }];
};

const attempt: Handler = (node, lowering) => {
  const handler = childOf(node, 'catch_clause');
  const last = childOf(node, 'finally_clause');
  const statement: TryStatement = {
    kind: 'try',
    ...place(node),
    body: blockOf(childAt(node, 0), lowering),
    handlers: handler
      ? [
          {
            type: null,
            target: handler.children.length > 1 ? lowering.target(childAt(handler, 0)) : null,
            body: blockOf(childAt(handler, -1), lowering),
          },
        ]
      : [],
    otherwise: [],
    finally: last ? blockOf(childAt(last, 0), lowering) : [],
  };
  return [statement];
};

const scoped: Handler = (node, lowering) => [
  {
    kind: 'with',
    ...place(node),
    items: [{ context: lowering.expression(childAt(node, 0)), target: null }],
    body: blockOf(childAt(node, 1), lowering),
  },
];

const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['expression_statement', (node, lowering) => evaluated(node, childAt(node, 0), lowering)],
  ['lexical_declaration', declarations],
  ['variable_declaration', declarations],
  ['variable_declarator', declarations],
  ['function_declaration', functionStatement],
  ['generator_function_declaration', functionStatement],
  ['class_declaration', classStatement],
  ['abstract_class_declaration', classStatement],
  ['enum_declaration', enumFrom],
  ['internal_module', namespace],
  ['module', namespace],
  ['import_alias', importAlias],
  ['if_statement', branch],
  ['for_statement', countingLoop],
  ['for_in_statement', loop],
  ['while_statement', whileLoop],
  ['do_statement', whileLoop],
  ['switch_statement', choice],
  ['try_statement', attempt],
  ['with_statement', scoped],
  ['labeled_statement', block],
  ['statement_block', block],
  ['ERROR', broken],
  [
    'return_statement',
    (node, lowering) => {
      const [value] = node.children;
      return value ? returned(node, value, lowering) : [{ kind: 'return', ...place(node), value: null }];
    },
  ],
  [
    'throw_statement',
    (node, lowering) => {
      return [{ kind: 'raise', ...place(node), value: lowering.expression(childAt(node, 0)) }];
    },
  ],
  ['break_statement', (node) => [{ kind: 'break', ...place(node) }]],
  ['continue_statement', (node) => [{ kind: 'continue', ...place(node) }]],
  ['empty_statement', nothing],
  ['import_statement', importFrom],
  ['export_statement', innerExport],
  ['formal_parameters', nothing],
  ['property_identifier', nothing],
  ['type_identifier', nothing],
  ['too_deep', (node) => [{ kind: 'expression', ...place(node), value: unknown(node) }]],
]);
