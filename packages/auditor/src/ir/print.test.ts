import { expect, test } from 'vitest';
import type { Expression, FunctionNode, Module, Parameter, Statement } from './ir.ts';
import { printExpression, printModule, printStatement } from './print.ts';

const at = { start: 0, end: 0 };
const name = (text: string): Expression => ({ kind: 'name', name: text, ...at });
const value = (literal: string | number | boolean | null): Expression => ({ kind: 'literal', value: literal, ...at });
const [a, b, c] = [name('a'), name('b'), name('c')];
const call = (callee: Expression, isNew = false): Expression => ({ kind: 'call', callee, arguments: [], isNew, ...at });
const statement = (expression: Expression): Statement => ({ kind: 'expression', value: expression, ...at });
const parameter = (target: Expression, more: Partial<Parameter> = {}): Parameter => ({
  target,
  default: null,
  annotation: null,
  decorators: [],
  isProperty: false,
  ...more,
});
const definition = (more: Partial<FunctionNode> = {}): FunctionNode => ({
  name: 'f',
  parameters: [],
  body: [],
  decorators: [],
  isAsync: false,
  isStatic: false,
  isGetter: false,
  ...at,
  ...more,
});

test.each<[Expression, string]>([
  [value('a"\n\uD800'), '"a\\"\\n\\ud800"'],
  [value(Number.POSITIVE_INFINITY), 'Infinity'],
  [value(-0.5), '-0.5'],
  [value(null), 'null'],
  [{ kind: 'template', parts: [value('a'), b], ...at }, '(template "a" b)'],
  [{ kind: 'member', object: call(a), property: 'b', ...at }, '(call a).b'],
  [{ kind: 'index', object: a, index: { kind: 'slice', parts: [b, c], ...at }, ...at }, 'a[(slice b c)]'],
  [call(a, true), '(new a)'],
  [
    {
      kind: 'call',
      callee: a,
      arguments: [{ value: b }, { name: 'd', value: c }, { value: b, spread: 'list' }, { value: c, spread: 'dict' }],
      isNew: false,
      ...at,
    },
    '(call a b d=c *b **c)',
  ],
  [
    {
      kind: 'dict',
      entries: [
        { key: a, value: b },
        { key: null, value: c },
      ],
      ...at,
    },
    '{a: b, ...c}',
  ],
  [{ kind: 'list', items: [a, { kind: 'spread', value: b, ...at }], ...at }, '[a ...b]'],
  [{ kind: 'binary', operator: '+', left: a, right: b, ...at }, '(+ a b)'],
  [{ kind: 'logical', operator: '??', left: a, right: b, ...at }, '(?? a b)'],
  [{ kind: 'compare', operator: 'not in', left: a, right: b, ...at }, '(not in a b)'],
  [{ kind: 'unary', operator: 'typeof', operand: a, ...at }, '(typeof a)'],
  // biome-ignore lint/suspicious/noThenProperty: nobody awaits code.
  [{ kind: 'conditional', test: a, then: b, otherwise: c, ...at }, '(if a b c)'],
  [{ kind: 'await', value: a, ...at }, '(await a)'],
  [{ kind: 'assign', target: a, value: b, operator: '??=', ...at }, '(??= a b)'],
  [{ kind: 'assign', target: a, value: b, ...at }, '(= a b)'],
  [
    { kind: 'comprehension', key: a, element: b, clauses: [{ target: a, iterable: c, conditions: [b] }], ...at },
    '(comprehension a: b for a in c if b)',
  ],
  [{ kind: 'unknown', parts: [], ...at }, '(unknown)'],
])('expression %#', (expression, expected) => {
  expect(printExpression(expression)).toBe(expected);
});

test('functions and classes show what they are, and their bodies below', () => {
  const arrow: Expression = {
    kind: 'function',
    function: definition({ name: '', body: [{ kind: 'return', value: a, ...at }] }),
    ...at,
  };
  const long: Expression = {
    kind: 'function',
    function: definition({
      name: '',
      isAsync: true,
      parameters: [
        parameter(a, { annotation: b, default: c, decorators: [call(b)], isProperty: true }),
        parameter(b, { rest: 'list' }),
        parameter(c, { rest: 'dict' }),
      ],
      body: [statement(a), { kind: 'return', value: null, ...at }],
    }),
    ...at,
  };
  const type: Expression = {
    kind: 'class',
    class: {
      name: 'D',
      bases: [a],
      decorators: [b],
      body: [
        { kind: 'function', function: definition({ isStatic: true, isGetter: true, decorators: [c] }), ...at },
        { kind: 'class', class: { name: 'E', bases: [], decorators: [a], body: [], ...at }, ...at },
      ],
      ...at,
    },
    ...at,
  };
  const all: Statement = { kind: 'block', body: [statement(arrow), statement(long), statement(type)], ...at };
  expect(printStatement(all).split('\n')).toEqual([
    'block',
    '  (def () => a)',
    '  (async def (@(call b) property a: b = c, *b, **c)',
    '    a',
    '    return',
    '  )',
    '  (@b class D(a)',
    '    @c',
    '    static get def f()',
    '    @a',
    '    class E()',
    '  )',
  ]);
});

test('statements stand on lines of their own', () => {
  const body = [statement(c)];
  const statements: Statement[] = [
    { kind: 'assignment', targets: [a, b], value: c, declares: true, annotation: b, ...at },
    { kind: 'assignment', targets: [a], value: c, declares: false, operator: '+=', ...at },
    // biome-ignore lint/suspicious/noThenProperty: nobody awaits code.
    { kind: 'if', test: a, then: body, otherwise: body, ...at },
    { kind: 'for', target: a, iterable: b, body, otherwise: body, ...at },
    { kind: 'while', test: a, body, otherwise: [], ...at },
    {
      kind: 'try',
      body,
      handlers: [
        { type: a, target: b, body },
        { type: null, target: null, body: [] },
      ],
      otherwise: body,
      finally: body,
      ...at,
    },
    {
      kind: 'with',
      items: [
        { context: a, target: b },
        { context: c, target: null },
      ],
      body,
      ...at,
    },
    {
      kind: 'import',
      module: './a',
      names: [
        { imported: '*', local: 'a' },
        { imported: 'b', local: 'c' },
      ],
      ...at,
    },
    { kind: 'export', names: [{ local: 'a', exported: 'default' }], ...at },
    { kind: 'export', names: [{ local: '*', exported: '*' }], module: 'b', ...at },
    {
      kind: 'switch',
      subject: a,
      cases: [
        { tests: [b, c], body },
        { tests: [], body: [] },
      ],
      ...at,
    },
    { kind: 'raise', value: a, ...at },
    { kind: 'assert', test: a, ...at },
    { kind: 'outer', names: ['a', 'b'], ...at },
    { kind: 'break', ...at },
    { kind: 'continue', ...at },
  ];
  const module: Module = {
    path: 'a.py',
    language: 'python',
    body: statements,
    errors: [{ start: 1, end: 4 }],
    directives: [{ text: 'middlebrick: a', start: 3, end: 3 }],
    lines: [0, 3],
  };
  expect(printModule(module).split('\n')).toEqual([
    'let a: b = b: b = c',
    'a += c',
    ...['if a', '  c', 'else', '  c'],
    ...['for a in b', '  c', 'else', '  c'],
    ...['while a', '  c'],
    ...['try', '  c', 'except a as b', '  c', 'except', 'else', '  c', 'finally', '  c'],
    ...['with a as b, c', '  c'],
    'import "./a" * as a, b as c',
    'export a as default',
    'export * as * from "b"',
    ...['switch a', '  case b, c', '    c', '  default'],
    'raise a',
    'assert a',
    'outer a b',
    'break',
    'continue',
    'error 1:2-2:2',
    'directive 2:1-2:1 middlebrick: a',
  ]);
});
