import { external, externalOf, type Value } from '../../flow/value.ts';
import type { CallModel } from '../contract.ts';
import { closureOf, each, fieldOf, fields, itself } from './values.ts';

/*
 * Middy: middlewares around a Lambda handler (middy.js.org, "How it works").
 */

const middy = '@middy/core()';

const make: CallModel = ({ path, callee, arguments: args, site }) =>
  external(`${path}()`, site, { arguments: args, base: callee });

/** `middy().use(parser()).handler(create)`; the middlewares are kept in the order in which they are used. */
const use: CallModel = (call, tools) => {
  const kept = call.callee.base?.fields;
  const [given] = call.arguments.positional;
  const used = given?.shape.kind === 'list' ? given.shape.items : given === undefined ? [] : [given];
  for (const middleware of used) kept?.set(`<use ${kept.size}>`, middleware);
  return itself(call, tools);
};

const before: CallModel = (call, tools) => {
  const kept = call.callee.base?.fields;
  const [given] = call.arguments.positional;
  if (given !== undefined) kept?.set(`<use ${kept.size}>`, fields({ before: given }));
  return itself(call, tools);
};

const handler: CallModel = ({ callee, arguments: args, site }) => {
  const { base } = callee;
  return base === undefined ? undefined : external(middy, site, { arguments: args, base, fields: base.fields });
};

/** The functions that middlewares of the audited code run before the handler. */
export function beforeHandlers(value: Value): Value[] {
  const external = externalOf(value);
  if (external?.path !== middy) return [];
  return [...external.fields].flatMap(([name, middleware]) => {
    const own = name.startsWith('<use ') ? fieldOf(middleware, 'before') : undefined;
    return own !== undefined && closureOf(own) !== undefined ? [own] : [];
  });
}

export const middyCalls: readonly (readonly [string, CallModel])[] = [
  ['@middy/core', make],
  ['middy', make],
  [`${middy}.use`, use],
  [`${middy}.before`, before],
  ...each([`${middy}.after`, `${middy}.onError`], itself),
  [`${middy}.handler`, handler],
];

export const middyAliases: readonly (readonly [string, string])[] = [
  ['middy()', middy],
  ['@middy/core.default()', middy],
];
