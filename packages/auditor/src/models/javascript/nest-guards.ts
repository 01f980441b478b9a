import { condition } from '../../flow/conditions.ts';
import { memberOfClass } from '../../flow/members.ts';
import { type ClassValue, type External, externalOf, plain, shaped, type Value } from '../../flow/value.ts';
import type { CallModel, RequestAt } from '../contract.ts';
import { closureOf, fields, first, items, ofExternal, withArguments } from './values.ts';

/*
 * Guards of Nest (docs.nestjs.com, "Guards" and "Execution context").
 */

/** What stands in front of a handler. */
export interface Guards {
  /** Of libraries: what their names and tables say of them. */
  readonly externals: readonly Value[];
  /** Of the audited code, as classes or as objects. */
  readonly classes: readonly Value[];
}

/** The guards that decorators name: `@UseGuards(AuthGuard('jwt'), OwnerGuard)`. */
export function guardsOf(decorators: readonly External[]): Guards {
  const given = decorators
    .filter(({ path }) => path === '@nestjs/common.UseGuards()')
    .flatMap(({ arguments: args }) => args?.positional ?? []);
  const classes = given.filter((value) => classOf(value) !== undefined);
  const named = decorators.filter(({ path }) => !path.startsWith('@nestjs/')).map(ofExternal);
  return {
    externals: [
      ...given.filter((value) => externalOf(value) !== undefined),
      ...classes.flatMap((value) => librariesUnder(classOf(value))),
      ...named,
    ],
    classes,
  };
}

function classOf({ shape }: Value): ClassValue | undefined {
  if (shape.kind === 'class') return shape.class;
  return shape.kind === 'object' ? shape.object.class : undefined;
}

/** What a guard of the audited code extends: `class JwtGuard extends AuthGuard('jwt') {}`. */
function librariesUnder(known: ClassValue | undefined, depth = 0): Value[] {
  if (known === undefined || depth > 6) return [];
  return known.bases.flatMap((base) =>
    externalOf(base) === undefined ? librariesUnder(classOf(base), depth + 1) : [base],
  );
}

const request = 'express.request';
const response = 'express.response';

/** What guards and decorators of parameters are given. */
export function contextAt(metadata: ReadonlyMap<string, Value>, at: RequestAt): Value {
  const context = at.shared('nest.context');
  const kept = externalOf(context)?.fields;
  kept?.set('<request>', at.shared(request));
  kept?.set('<response>', at.shared(response));
  kept?.set('<metadata>', shaped({ kind: 'dict', fields: metadata, rest: null }));
  return context;
}

/** Asks each guard of the audited code: what lets a request through holds from here on. */
export function runGuards(guards: readonly Value[], metadata: ReadonlyMap<string, Value>, at: RequestAt): void {
  for (const guard of guards) {
    const known = classOf(guard);
    const method = known === undefined ? undefined : memberOfClass(known, 'canActivate');
    const closure = method === undefined ? undefined : closureOf(method);
    if (known === undefined || method === undefined || closure === undefined) continue;
    const self = guard.shape.kind === 'object' ? guard : at.instance(known);
    const bound: Value = { ...method, shape: { kind: 'function', closure: { ...closure, self, ownerClass: known } } };
    at.learn(condition(at.call(bound, withArguments(contextAt(metadata, at)))).whenTrue);
  }
}

/** `context.switchToHttp().getRequest()`: the context stands at the end of the way to it. */
function behind(name: string): CallModel {
  return ({ callee }) => {
    for (let at: External | undefined = callee, depth = 0; at !== undefined && depth < 8; at = at.base, depth++) {
      const known = at.fields.get(name);
      if (known !== undefined) return known;
    }
    return plain;
  };
}

const context = 'nest.context';

export const nestGuardCalls: readonly (readonly [string, CallModel])[] = [
  [`${context}.switchToHttp().getRequest`, behind('<request>')],
  [`${context}.switchToHttp().getResponse`, behind('<response>')],
  [`${context}.getArgByIndex`, behind('<request>')],
  [
    `${context}.getArgs`,
    (call, tools) => items(behind('<request>')(call, tools) ?? plain, behind('<response>')(call, tools) ?? plain),
  ],
  [`${context}.getContext`, (call, tools) => fields({ req: behind('<request>')(call, tools) ?? plain })],
  ['@nestjs/graphql.GqlExecutionContext.create', first],
];
