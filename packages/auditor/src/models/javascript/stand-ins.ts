import { type Closure, noArguments, type Scope, type Site, shaped, type Value } from '../../flow/value.ts';
import type { Expression, FunctionNode, Span, Statement } from '../../ir/ir.ts';
import type { RequestAt } from '../contract.ts';
import { closureOf } from './values.ts';

/*
 * Functions that stand in for what a framework does around the audited code.
 */

function standIn({ start, end }: Span, body: readonly Statement[], module: Closure['module'], scope: Scope): Value {
  const kind = { isAsync: false, isStatic: false, isGetter: false };
  const node: FunctionNode = { name: '', parameters: [], body, decorators: [], ...kind, start, end };
  return shaped({ kind: 'function', closure: { function: node, module, scope } });
}

/** A step that has no code of its own: it prepares what comes after it. */
export function emptyFunction({ module, span }: Site): Value {
  return standIn(span, [], module, { parent: null, names: new Map() });
}

/** What an expression of a signature gives: a decorator of a parameter, where the function is defined. */
export function valueInSignature(
  expression: Expression,
  { module, scope }: Pick<Closure, 'module' | 'scope'>,
  { call }: Pick<RequestAt, 'call'>,
): Value {
  const { start, end } = expression;
  return call(standIn(expression, [{ kind: 'return', value: expression, start, end }], module, scope), noArguments);
}

/** Statements in each other that are looked into. */
const deepest = 60;

/** A function in front of routes that leaves, as by an exception, where it returns an answer of its own. */
export function endingWithAnswer(handler: Value): Value {
  const closure = closureOf(handler);
  if (closure === undefined) return handler;
  const node: FunctionNode = { ...closure.function, body: withoutAnswers(closure.function.body, 0) };
  return { ...handler, shape: { kind: 'function', closure: { ...closure, function: node, wraps: closure.function } } };
}

function withoutAnswers(body: readonly Statement[], depth: number): readonly Statement[] {
  const inner = (statements: readonly Statement[]): readonly Statement[] =>
    depth > deepest ? statements : withoutAnswers(statements, depth + 1);
  return body.flatMap((statement): Statement[] => {
    const { start, end } = statement;
    switch (statement.kind) {
      case 'return':
        if (statement.value === null || !isAnswer(statement.value)) return [statement];
        return [
          { kind: 'expression', value: statement.value, start, end },
          { kind: 'raise', value: null, start, end },
        ];
      case 'if':
        // biome-ignore lint/suspicious/noThenProperty: nobody awaits code.
        return [{ ...statement, then: inner(statement.then), otherwise: inner(statement.otherwise) }];
      case 'for':
      case 'while':
        return [{ ...statement, body: inner(statement.body) }];
      case 'block':
        return [{ ...statement, body: inner(statement.body) }];
      case 'try':
        return [
          {
            ...statement,
            body: inner(statement.body),
            handlers: statement.handlers.map((one) => ({ ...one, body: inner(one.body) })),
          },
        ];
      case 'switch':
        return [{ ...statement, cases: statement.cases.map((one) => ({ ...one, body: inner(one.body) })) }];
      default:
        return [statement];
    }
  });
}

/** `NextResponse.redirect(…)` answers, `NextResponse.next()` and `NextResponse.rewrite(…)` go on. */
function isAnswer(value: Expression): boolean {
  if (value.kind !== 'call') return false;
  const { callee } = value;
  const name = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
  return /^(?:redirect|json|error|Response|NextResponse)$/.test(name);
}
