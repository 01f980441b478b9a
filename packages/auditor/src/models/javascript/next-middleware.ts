import { authenticated, privileged, vouched } from '../../flow/facts.ts';
import { constant, externalOf, plain, textOf, type Value } from '../../flow/value.ts';
import type { Calling, CallModel, Models } from '../contract.ts';
import { applicationOf } from './applications.ts';
import { exportsOf } from './exports.ts';
import { handlersOf } from './handlers.ts';
import { rootOf } from './next.ts';
import { endingWithAnswer } from './stand-ins.ts';
import { closureOf, fieldOf, withArguments } from './values.ts';

/*
 * The file that Next runs before its routes: `middleware.ts`, or `proxy.ts` (nextjs.org, "Proxy"; clerk.com,
 * "clerkMiddleware()"; authjs.dev, "Protecting resources").
 */

const clerk = '@clerk/nextjs/server';

/** The functions that Clerk hands itself before the request: `clerkMiddleware(async (auth, request) => …)`. */
function handedToClerk(value: Value): ReadonlySet<unknown> {
  const external = externalOf(value);
  if (external?.path !== `${clerk}.clerkMiddleware()`) return new Set();
  return new Set((external.arguments?.positional ?? []).map((given) => closureOf(given)?.function));
}

function callingOf(ofClerk: ReadonlySet<unknown>): Calling {
  return {
    argumentsOf: (handler, at) => {
      const request = at.shared('next.request');
      externalOf(request)?.fields.set('<path>', constant(at.path));
      return ofClerk.has(handler.wraps ?? handler.function)
        ? withArguments(at.shared(`${clerk}.auth`), request)
        : withArguments(request);
    },
    returnsAnswer: false,
    hasNext: false,
  };
}

/** Paths begin with these; what says more than a beginning is for all. */
function matchersIn(config: Value | undefined): readonly string[] {
  const matcher = fieldOf(config, 'matcher');
  const given = matcher?.shape.kind === 'list' ? matcher.shape.items : matcher === undefined ? [] : [matcher];
  const texts = given.flatMap((one) => textOf(one) ?? textOf(fieldOf(one, 'source') ?? one) ?? []);
  return texts.length === 0 ? [''] : texts.map(beginningOf);
}

/** `/api/:path*`, `/api/(.*)` and `/api(.*)` begin with `/api`. */
function beginningOf(pattern: string): string {
  const end = pattern.search(/[:(*]/);
  const start = end === -1 ? pattern : pattern.slice(0, end);
  return start.replace(/\/$/, '');
}

export const nextMiddlewares: Models['modules'] = [
  (module, scope, { guard }) => {
    const segments = module.path.split('/');
    if (!/^(?:middleware|proxy)\.[cm]?[jt]s$/.test(segments.pop() ?? '')) return;
    const exported = exportsOf(module, scope);
    const own = exported.find(({ name }) => ['middleware', 'proxy', 'default'].includes(name));
    if (own === undefined) return;
    const ofClerk = handedToClerk(own.value);
    const handlers = handlersOf([own.value]).map(endingWithAnswer);
    if (handlers.length === 0) return;
    const config = exported.find(({ name }) => name === 'config')?.value;
    for (const path of matchersIn(config)) {
      const owner = applicationOf(`next ${rootOf(segments)}`);
      const site = { module, span: own.span };
      guard({ owner, path, handlers, isOrdered: false, calling: callingOf(ofClerk), site });
    }
  },
];

const everything = new Set([authenticated, privileged, vouched]);

/**
 * `createRouteMatcher(['/api(.*)'])(request)`: whether a path is among these is known, and on the way that is not taken
 * everything holds.
 */
const matches: CallModel = ({ callee, arguments: args }) => {
  const [given] = callee.arguments?.positional ?? [];
  const [request] = args.positional;
  const path = textOf((request && externalOf(request)?.fields.get('<path>')) ?? plain);
  if (path === undefined || given?.shape.kind !== 'list') return plain;
  const beginnings = given.shape.items.flatMap((item) => textOf(item) ?? []).map(beginningOf);
  const isAmong = beginnings.some((start) => path === start || path.startsWith(`${start}/`));
  const nothing = new Set<string>();
  return {
    ...plain,
    truth: isAmong ? { whenTrue: nothing, whenFalse: everything } : { whenTrue: everything, whenFalse: nothing },
  };
};

export const nextMiddlewareCalls: readonly (readonly [string, CallModel])[] = [
  [`${clerk}.createRouteMatcher()`, matches],
];

/** Middlewares that let nobody through who is not signed in. */
export const nextMiddlewareMarks: readonly (readonly [string, readonly string[]])[] = [
  ['next-auth/middleware', [authenticated]],
  ['next-auth/middleware.withAuth()', [authenticated]],
  ['next-auth/middleware()', [authenticated]],
  ['@auth0/nextjs-auth0/edge.withMiddlewareAuthRequired()', [authenticated]],
];
