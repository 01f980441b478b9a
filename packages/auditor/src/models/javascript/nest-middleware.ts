import { memberOfClass } from '../../flow/members.ts';
import { type ClassValue, type External, external, externalOf, shaped, textOf, type Value } from '../../flow/value.ts';
import type { Calling, CallModel, Models } from '../contract.ts';
import { applicationOf } from './applications.ts';
import { expressCalling } from './express.ts';
import { pathsAndRest } from './handlers.ts';
import { closureOf, fieldOf, itself } from './values.ts';

/*
 * Middlewares of Nest: `consumer.apply(TokenMiddleware).exclude('login').forRoutes('*')` in a module's `configure`
 * (docs.nestjs.com, "Middleware").
 */

const consumer = 'nest.consumer';
const applied = `${consumer}.apply()`;

/** What `configure` of a module registers, which nobody else calls. */
export const middlewareModules: Models['classes'][number] = (known, tools) => {
  const isModule = known.decorators.some((decorator) => externalOf(decorator)?.path === '@nestjs/common.Module()');
  const configure = isModule ? memberOfClass(known, 'configure') : undefined;
  const closure = configure === undefined ? undefined : closureOf(configure);
  if (configure === undefined || closure === undefined) return;
  const site = { module: known.module, span: known.node };
  const self = shaped({ kind: 'object', object: { class: known, fields: new Map(), site } });
  const bound: Value = { ...configure, shape: { kind: 'function', closure: { ...closure, self } } };
  tools.call(bound, [external(consumer, site)]);
};

const exclude: CallModel = ({ callee, arguments: args, site }) => {
  const base = callee.base;
  if (base === undefined) return undefined;
  const known = base.fields.get('<excluded>');
  const items = [...(known?.shape.kind === 'list' ? known.shape.items : []), ...args.positional];
  base.fields.set('<excluded>', shaped({ kind: 'list', items }));
  return shaped({ kind: 'external', external: { ...base, site } });
};

const forRoutes: CallModel = (call, tools) => {
  const { callee, arguments: args, site } = call;
  const made = callee.base;
  const handlers = (made?.arguments?.positional ?? []).flatMap(handlersOf);
  const excluded = made?.fields.get('<excluded>');
  const except = excluded?.shape.kind === 'list' ? excluded.shape.items.flatMap(pathsOf) : [];
  for (const owner of [applicationOf('nest'), applicationOf('nest public')]) {
    for (const path of args.positional.flatMap(pathsOf))
      tools.guard({ owner, path, handlers, except, isOrdered: false, calling, site });
  }
  return made === undefined ? undefined : itself({ ...call, callee: withoutCalls(made) }, tools);
};

/** The consumer itself, on which more is applied. */
function withoutCalls(made: External): External {
  return { ...made, base: made.base?.base ?? made };
}

/** A middleware is a function, or a class with the method `use`. */
function handlersOf(value: Value): Value[] {
  if (value.shape.kind !== 'class') return [value];
  const known: ClassValue = value.shape.class;
  const use = memberOfClass(known, 'use');
  if (use === undefined || use.shape.kind !== 'function') return [];
  return [{ ...use, shape: { kind: 'function', closure: { ...use.shape.closure, ownerClass: known } } }];
}

const calling: Calling = {
  ...expressCalling,
  self: ({ ownerClass }, at) => (ownerClass === undefined ? undefined : at.instance(ownerClass)),
};

/** `'*'`, `'notes/*'`, `{ path: 'notes', method }`, a controller. */
function pathsOf(value: Value): string[] {
  if (value.shape.kind === 'class') return controllerPaths(value.shape.class);
  const path = textOf(fieldOf(value, 'path') ?? value);
  return path === undefined ? [] : [beginningOf(path)];
}

function controllerPaths({ decorators }: ClassValue): string[] {
  const made = decorators.map(externalOf).find((one) => one?.path === '@nestjs/common.Controller()');
  const [given] = made?.arguments?.positional ?? [];
  if (given === undefined) return [''];
  return [...pathsAndRest([fieldOf(given, 'path') ?? given]).paths];
}

/** Of a pattern what stands before it can be anything. */
function beginningOf(path: string): string {
  const end = path.search(/[*({]/);
  return (end === -1 ? path : path.slice(0, end)).replace(/^\/+|\/+$/g, '');
}

export const nestMiddlewareCalls: readonly (readonly [string, CallModel])[] = [
  [`${applied}.exclude`, exclude],
  [`${applied}.forRoutes`, forRoutes],
];
