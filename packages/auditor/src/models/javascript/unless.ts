import { authenticated } from '../../flow/facts.ts';
import { externalOf, type Site, textOf, type Value } from '../../flow/value.ts';
import type { Calling, GuardDraft } from '../contract.ts';
import { emptyFunction } from './stand-ins.ts';
import { fieldOf, withArguments } from './values.ts';

/*
 * Middlewares that leave some paths out: `expressjwt({ secret }).unless({ path: ['/login'] })` of express-unless, and
 * of koa-unless.
 */

/** The beginnings of the paths that are left out; `undefined` where a middleware is for all. */
function exceptionsOf(handler: Value): readonly string[] | undefined {
  const external = externalOf(handler);
  if (external === undefined || !external.path.endsWith('.unless()')) return undefined;
  const path = fieldOf(external.arguments?.positional[0], 'path');
  const given = path?.shape.kind === 'list' ? path.shape.items : path === undefined ? [] : [path];
  return given.flatMap((one) => textOf(fieldOf(one, 'url') ?? one) ?? []).map(beginningOf);
}

/** Of a path itself, or of a regular expression: its text as far as it is plain. */
function beginningOf(pattern: string): string {
  if (pattern.startsWith('/')) return pattern;
  const plain = pattern.replace(/^\^/, '').replaceAll('\\/', '/');
  const end = plain.search(/[.*+?()[\]{}|$\\]/);
  return (end === -1 ? plain : plain.slice(0, end)).replace(/\/$/, '');
}

function callingOf(exceptions: readonly string[]): Calling {
  return {
    argumentsOf: (_, { path, learn }) => {
      const isLeftOut = exceptions.some((start) => path === start || path.startsWith(`${start}/`));
      if (!isLeftOut) learn([authenticated]);
      return withArguments();
    },
    returnsAnswer: false,
    hasNext: false,
  };
}

/** Guards one after the other, each with what it leaves out. */
export function guardsFor(draft: GuardDraft, site: Site): GuardDraft[] {
  return draft.handlers.map((handler) => {
    const exceptions = exceptionsOf(handler);
    if (exceptions === undefined) return { ...draft, handlers: [handler] };
    return { ...draft, handlers: [emptyFunction(site)], calling: callingOf(exceptions) };
  });
}
