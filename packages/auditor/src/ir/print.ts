import type {
  Argument,
  ClassNode,
  Entry,
  Expression,
  FunctionNode,
  ImportedName,
  Module,
  Parameter,
  Span,
  Statement,
} from './ir.ts';
import { positionOf } from './position.ts';

/** The whole module as text for tests and for looking at it: see `printStatement`; errors and directives stand last. */
export function printModule(module: Module): string {
  const place = ({ start, end }: Span) => `${at(module, start)}-${at(module, end)}`;
  return [
    ...module.body.map((statement) => printStatement(statement)),
    ...module.errors.map((error) => `error ${place(error)}`),
    ...module.directives.map((directive) => `directive ${place(directive)} ${directive.text}`),
  ].join('\n');
}

function at(module: Module, offset: number): string {
  const { line, column } = positionOf(module, offset);
  return `${line}:${column}`;
}

/**
 * One statement a line, what belongs to it indented below. `let` marks an assignment that declares. Expressions look
 * like those of Lisp, except that members, indices, lists and dicts look as usual.
 */
export function printStatement(statement: Statement, indent = ''): string {
  const print = (expression: Expression) => printExpression(expression, indent);
  const lines: string[] = [];
  const line = (text: string) => lines.push(`${indent}${text}`);
  const block = (head: string, body: readonly Statement[], before = indent) => {
    lines.push(`${before}${head}`);
    for (const inner of body) lines.push(printStatement(inner, `${before}  `));
  };
  const blockIfAny = (head: string, body: readonly Statement[]) => {
    if (body.length > 0) block(head, body);
  };

  switch (statement.kind) {
    case 'if':
      block(`if ${print(statement.test)}`, statement.then);
      blockIfAny('else', statement.otherwise);
      break;
    case 'for':
      block(`for ${print(statement.target)} in ${print(statement.iterable)}`, statement.body);
      blockIfAny('else', statement.otherwise);
      break;
    case 'while':
      block(`while ${print(statement.test)}`, statement.body);
      blockIfAny('else', statement.otherwise);
      break;
    case 'try':
      block('try', statement.body);
      for (const { type, target, body } of statement.handlers) {
        block(`except${type ? ` ${print(type)}` : ''}${target ? ` as ${print(target)}` : ''}`, body);
      }
      blockIfAny('else', statement.otherwise);
      blockIfAny('finally', statement.finally);
      break;
    case 'with': {
      const items = statement.items.map(
        ({ context, target }) => `${print(context)}${target ? ` as ${print(target)}` : ''}`,
      );
      block(`with ${items.join(', ')}`, statement.body);
      break;
    }
    case 'function':
      for (const decorator of statement.function.decorators) line(`@${print(decorator)}`);
      block(functionHead(statement.function, indent), statement.function.body);
      break;
    case 'class':
      for (const decorator of statement.class.decorators) line(`@${print(decorator)}`);
      block(classHead(statement.class, indent), statement.class.body);
      break;
    case 'switch':
      line(`switch ${print(statement.subject)}`);
      for (const { tests, body } of statement.cases) {
        block(tests.length > 0 ? `case ${tests.map(print).join(', ')}` : 'default', body, `${indent}  `);
      }
      break;
    case 'block':
      block('block', statement.body);
      break;
    default:
      line(printSimple(statement, print));
  }
  return lines.join('\n');
}

type SimpleStatement = Exclude<
  Statement,
  { kind: 'if' | 'for' | 'while' | 'try' | 'with' | 'function' | 'class' | 'switch' | 'block' }
>;

function printSimple(statement: SimpleStatement, print: (expression: Expression) => string): string {
  switch (statement.kind) {
    case 'expression':
      return print(statement.value);
    case 'assignment': {
      const { declares, targets, annotation, operator, value, decorators = [], isStatic = false } = statement;
      const before = [...decorators.map((decorator) => `@${print(decorator)} `), isStatic ? 'static ' : ''].join('');
      const type = annotation ? `: ${print(annotation)}` : '';
      const sign = operator ?? '=';
      return `${before}${declares ? 'let ' : ''}${targets.map((target) => `${print(target)}${type} ${sign} `).join('')}${print(value)}`;
    }
    case 'return':
    case 'raise':
      return statement.value ? `${statement.kind} ${print(statement.value)}` : statement.kind;
    case 'assert':
      return `assert ${print(statement.test)}`;
    case 'import':
      return `import ${JSON.stringify(statement.module)}${statement.names.map(importedName).join(',')}`;
    case 'export': {
      const names = statement.names.map(({ local, exported }) => ` ${local} as ${exported}`);
      const from = statement.module === undefined ? '' : ` from ${JSON.stringify(statement.module)}`;
      return `export${names.join(',')}${from}`;
    }
    case 'outer':
      return `outer ${statement.names.join(' ')}`;
    case 'break':
    case 'continue':
      return statement.kind;
  }
}

const importedName = ({ imported, local }: ImportedName) => ` ${imported} as ${local}`;

/** An expression; only what has a body of its own takes more than one line. */
export function printExpression(expression: Expression, indent = ''): string {
  const print = (inner: Expression) => printExpression(inner, indent);
  const form = (...words: readonly (string | readonly string[])[]) => `(${words.flat().join(' ')})`;

  switch (expression.kind) {
    case 'name':
      return expression.name;
    case 'literal':
      return typeof expression.value === 'string' ? JSON.stringify(expression.value) : String(expression.value);
    case 'template':
    case 'unknown':
    case 'slice':
      return form(expression.kind, expression.parts.map(print));
    case 'member':
      return `${print(expression.object)}.${expression.property}`;
    case 'index':
      return `${print(expression.object)}[${print(expression.index)}]`;
    case 'call':
      return form(
        expression.isNew ? 'new' : 'call',
        print(expression.callee),
        expression.arguments.map((argument) => printArgument(argument, print)),
      );
    case 'dict':
      return `{${expression.entries.map((entry) => printEntry(entry, print)).join(', ')}}`;
    case 'list':
      return `[${expression.items.map(print).join(' ')}]`;
    case 'spread':
      return `...${print(expression.value)}`;
    case 'binary':
    case 'logical':
    case 'compare':
      return form(expression.operator, print(expression.left), print(expression.right));
    case 'unary':
      return form(expression.operator, print(expression.operand));
    case 'conditional':
      return form('if', print(expression.test), print(expression.then), print(expression.otherwise));
    case 'await':
      return form(awaitWords[expression.yields ?? 'none'], print(expression.value));
    case 'function':
      return printFunction(expression.function, indent);
    case 'class':
      return printClass(expression.class, indent);
    case 'comprehension':
      return form(
        'comprehension',
        printEntry({ key: expression.key, value: expression.element }, print, ''),
        expression.clauses.flatMap(({ target, iterable, conditions }) => [
          `for ${print(target)} in ${print(iterable)}`,
          ...conditions.map((condition) => `if ${print(condition)}`),
        ]),
      );
    case 'assign':
      return form(expression.operator ?? '=', print(expression.target), print(expression.value));
  }
}

const awaitWords = { none: 'await', one: 'yield', all: 'yield from' } as const;

function printArgument({ name, value, spread }: Argument, print: (expression: Expression) => string): string {
  const prefix = spread === undefined ? '' : stars(spread);
  return `${prefix}${name === undefined ? '' : `${name}=`}${print(value)}`;
}

function printEntry({ key, value }: Entry, print: (expression: Expression) => string, spread = '...'): string {
  return key ? `${print(key)}: ${print(value)}` : `${spread}${print(value)}`;
}

/** What only has to return something fits into the line. */
function printFunction(node: FunctionNode, indent: string): string {
  const [first, ...others] = node.body;
  const head = functionHead(node, indent);
  if (first?.kind === 'return' && first.value && others.length === 0) {
    return `(${head} => ${printExpression(first.value, indent)})`;
  }
  return [`(${head}`, ...inside(node.body, indent), `${indent})`].join('\n');
}

function printClass(node: ClassNode, indent: string): string {
  const decorators = node.decorators.map((decorator) => `@${printExpression(decorator, indent)} `);
  return [`(${decorators.join('')}${classHead(node, indent)}`, ...inside(node.body, indent), `${indent})`].join('\n');
}

function inside(body: readonly Statement[], indent: string): string[] {
  return body.map((statement) => printStatement(statement, `${indent}  `));
}

function functionHead(node: FunctionNode, indent: string): string {
  const flags = [node.isStatic && 'static', node.isAsync && 'async', node.isGetter && 'get', 'def'];
  const parameters = node.parameters.map((parameter) => printParameter(parameter, indent));
  const returns = node.returns ? ` -> ${printExpression(node.returns, indent)}` : '';
  return `${flags.filter(Boolean).join(' ')} ${node.name}(${parameters.join(', ')})${returns}`;
}

function printParameter(parameter: Parameter, indent: string): string {
  const print = (expression: Expression) => printExpression(expression, indent);
  return [
    ...parameter.decorators.map((decorator) => `@${print(decorator)} `),
    parameter.isProperty ? 'property ' : '',
    parameter.rest === undefined ? '' : stars(parameter.rest),
    print(parameter.target),
    parameter.annotation ? `: ${print(parameter.annotation)}` : '',
    parameter.default ? ` = ${print(parameter.default)}` : '',
  ].join('');
}

const stars = (spread: 'list' | 'dict') => (spread === 'list' ? '*' : '**');

function classHead(node: ClassNode, indent: string): string {
  const print = (expression: Expression) => printExpression(expression, indent);
  const given = [...node.bases.map(print), ...(node.keywords ?? []).map((keyword) => printArgument(keyword, print))];
  return `class ${node.name}(${given.join(', ')})`;
}
