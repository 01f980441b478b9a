import { lookUp } from '../../flow/state.ts';
import { type Closure, noArguments, type Scope, shaped, type Value } from '../../flow/value.ts';
import type { Expression, FunctionNode, Parameter, Span, Statement } from '../../ir/ir.ts';
import type { RequestAt } from '../contract.ts';

/*
 * Functions that stand in for what a framework does around the audited code, written in the language that the code is
 * turned into.
 */

function functionOf({ start, end }: Span, parameters: readonly Parameter[], body: readonly Statement[]): FunctionNode {
  const kind = { isAsync: false, isStatic: false, isGetter: false };
  return { name: '', parameters, body, decorators: [], ...kind, start, end };
}

function closureOf(node: FunctionNode, module: Closure['module'], scope: Scope): Value {
  return shaped({ kind: 'function', closure: { function: node, module, scope } });
}

/** What an expression gives outside of any function: a default, what stands in an annotation. */
export function valueAt(
  expression: Expression,
  { module, scope }: Pick<Closure, 'module' | 'scope'>,
  { call }: Pick<RequestAt, 'call'>,
): Value {
  if (expression.kind === 'name') {
    const known = lookUp(scope, expression.name);
    if (known !== undefined) return known;
  }
  const { start, end } = expression;
  const node = functionOf(expression, [], [{ kind: 'return', value: expression, start, end }]);
  return call(closureOf(node, module, scope), noArguments);
}

const proceed = '<proceed>';

/** The function that leads on to the handler, for frameworks that hand it arguments: `call_next(request)`. */
export function nextFunction({ module, function: node }: Closure, { next }: Pick<RequestAt, 'next'>): Value {
  const at = { start: node.start, end: node.start };
  const target = { kind: 'name', name: '<given>', ...at } as const;
  const given: Parameter = { target, default: null, annotation: null, rest: 'list', decorators: [], isProperty: false };
  const callee = { kind: 'name', name: proceed, ...at } as const;
  const value = { kind: 'call', callee, arguments: [], isNew: false, ...at } as const;
  const leading = functionOf(at, [given], [{ kind: 'return', value, ...at }]);
  return closureOf(leading, module, { parent: null, names: new Map([[proceed, next]]) });
}

/** Statements below each other that are followed. */
const deepest = 60;

type Rewriting = (statement: Statement) => readonly Statement[] | undefined;

/** A body with some of its statements replaced, at any depth. Functions inside stay as they are. */
function rewritten(body: readonly Statement[], replace: Rewriting, depth = 0): readonly Statement[] {
  if (depth > deepest) return body;
  const inner = (statements: readonly Statement[]): readonly Statement[] => rewritten(statements, replace, depth + 1);
  return body.flatMap((statement) => replace(statement) ?? [withBodies(statement, inner)]);
}

function withBodies(statement: Statement, inner: (body: readonly Statement[]) => readonly Statement[]): Statement {
  switch (statement.kind) {
    case 'if':
      // biome-ignore lint/suspicious/noThenProperty: nobody awaits code.
      return { ...statement, then: inner(statement.then), otherwise: inner(statement.otherwise) };
    case 'for':
    case 'while':
      return { ...statement, body: inner(statement.body), otherwise: inner(statement.otherwise) };
    case 'with':
    case 'block':
      return { ...statement, body: inner(statement.body) };
    case 'try':
      return {
        ...statement,
        body: inner(statement.body),
        handlers: statement.handlers.map((handler) => ({ ...handler, body: inner(handler.body) })),
        otherwise: inner(statement.otherwise),
        finally: inner(statement.finally),
      };
    case 'switch':
      return { ...statement, cases: statement.cases.map((one) => ({ ...one, body: inner(one.body) })) };
    default:
      return statement;
  }
}

/**
 * A function whose answer ends the request: Flask goes on to the view only when a `before_request` function returns
 * nothing. What it returns therefore leaves like an exception, unless that would be its only way out.
 */
export function endingWithAnswer(handler: Value): Value {
  if (handler.shape.kind !== 'function' || handler.shape.closure.wraps !== undefined) return handler;
  const { closure } = handler.shape;
  const last = closure.function.body.at(-1);
  const keepsLast = !returnsNothing(closure.function.body);
  const body = rewritten(closure.function.body, (statement) => {
    if (statement.kind !== 'return' || isNothing(statement.value)) return undefined;
    if (keepsLast && statement === last) return undefined;
    const { start, end, value } = statement;
    return [
      { kind: 'expression', value, start, end },
      { kind: 'raise', value: null, start, end },
    ];
  });
  return { ...handler, shape: { kind: 'function', closure: { ...closure, function: { ...closure.function, body } } } };
}

function returnsNothing(body: readonly Statement[]): boolean {
  let found = false;
  rewritten(body, (statement) => {
    found ||= statement.kind === 'return' && isNothing(statement.value);
    return undefined;
  });
  return found;
}

function isNothing(value: Expression | null): value is null {
  return value === null || (value.kind === 'literal' && value.value === null);
}

/** A dependency that hands out its value by `yield`, as one that returns it. */
export function returningWhatItYields(closure: Closure): Closure {
  const { function: node } = closure;
  if (!hasBareYield(node)) return closure;
  const body = rewritten(node.body, (statement) => {
    const value = statement.kind === 'expression' ? yieldedBy(statement.value) : undefined;
    return value === undefined ? undefined : [{ kind: 'return', value, start: statement.start, end: statement.end }];
  });
  return { ...closure, function: { ...node, body } };
}

function yieldedBy(expression: Expression): Expression | undefined {
  return expression.kind === 'await' && expression.yields !== undefined ? expression.value : undefined;
}

function hasBareYield({ body }: FunctionNode): boolean {
  let hasYield = false;
  let hasValue = false;
  rewritten(body, (statement) => {
    hasValue ||= statement.kind === 'return' && !isNothing(statement.value);
    hasYield ||= statement.kind === 'expression' && yieldedBy(statement.value) !== undefined;
    return undefined;
  });
  return hasYield && !hasValue;
}
