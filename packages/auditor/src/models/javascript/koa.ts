import { type External, externalOf, fromSources, textOf, type Value } from '../../flow/value.ts';
import type { Calling, CallModel, ModelTools, RequestAt } from '../contract.ts';
import { handlersOf, pathsAndRest } from './handlers.ts';
import { guardsFor } from './unless.ts';
import { closureOf, each, fieldOf, itself, withArguments } from './values.ts';

/*
 * Koa and its router: what is registered with them, and how it is called (koajs.com; @koa/router, "API Reference").
 */

const app = 'koa()';
const router = '@koa/router()';
const context = 'koa.context';

/** `ctx`, the same for everything that runs for one request. */
function contextAt(at: RequestAt): Value {
  const ctx = at.shared(context);
  for (const name of ['state', 'request', 'response'])
    externalOf(ctx)?.fields.set(name, at.shared(`${context}.${name}`));
  return ctx;
}

const calling: Calling = {
  argumentsOf: (_, at) => withArguments(contextAt(at), at.next),
  returnsAnswer: false,
  hasNext: true,
};

/** `router.param('id', (id, ctx, next) => …)`. */
function parameterCalling(name: string): Calling {
  return {
    ...calling,
    argumentsOf: (_, at) => {
      const value = fromSources([{ kind: 'request', origin: 'path', name, site: at.site }]);
      return withArguments(value, contextAt(at), at.next);
    },
  };
}

/** What a router has before all its paths: `new Router({ prefix: '/v1' })`. */
function prefixOf(owner: External | undefined): string {
  const prefix = fieldOf(owner?.arguments?.positional[0], 'prefix');
  return prefix === undefined ? '' : (textOf(prefix) ?? '');
}

/** `router.get('/notes/:id', auth, show)`, also with a name before the path. */
function verb(method: string): CallModel {
  return (call, tools) => {
    const { callee, arguments: args, site } = call;
    const first = pathsAndRest(args.positional);
    const second = pathsAndRest(first.rest);
    const { paths, rest } = second.paths.length > 0 ? second : first;
    const handlers = handlersOf(rest);
    const owner = callee.base ?? null;
    if (handlers.length === 0) return undefined;
    for (const path of paths)
      tools.route({
        framework: 'Koa',
        methods: [method],
        path: `${prefixOf(callee.base)}/${path}`,
        owner,
        handlers,
        calling,
        site,
      });
    return itself(call, tools);
  };
}

/** The router behind `router.routes()`, and what koa-mount puts below a path. */
function childOf(value: Value): { readonly child: External; readonly prefix: string } | undefined {
  const external = externalOf(value);
  if (external === undefined) return undefined;
  if (/\.(?:routes|middleware)\(\)$/.test(external.path)) {
    const child = external.base?.base;
    return child === undefined ? undefined : { child, prefix: '' };
  }
  if (external.path !== 'koa-mount()') return undefined;
  const { paths, rest } = pathsAndRest(external.arguments?.positional ?? []);
  const child = rest[0] === undefined ? undefined : externalOf(rest[0]);
  return child?.path === app ? { child, prefix: paths[0] ?? '' } : undefined;
}

/** `app.use(auth)`, `app.use(router.routes())`, `router.use('/notes', auth)`. */
const use: CallModel = (call, tools) => {
  const { callee, arguments: args, site } = call;
  const owner = callee.base ?? null;
  const { paths, rest } = pathsAndRest(args.positional);
  const own = prefixOf(callee.base);
  for (const path of paths.length === 0 ? [''] : paths) {
    for (const value of rest) {
      const below = childOf(value);
      if (below === undefined) before(tools, owner, `${own}${path}`, value, site);
      else tools.mount({ parent: owner, child: below.child, prefix: `${own}${path}${below.prefix}`, site });
    }
  }
  return itself(call, tools);
};

function before(
  tools: ModelTools,
  owner: External | null,
  path: string,
  value: Value,
  site: Parameters<CallModel>[0]['site'],
): void {
  const handlers = handlersOf([value]);
  if (handlers.length === 0) return;
  const last = handlers.at(-1);
  const takesNext = last === undefined || (closureOf(last)?.function.parameters.length ?? 2) > 1;
  const draft = { owner, path, handlers, isOrdered: true, calling, site };
  if (takesNext) for (const guard of guardsFor(draft, site)) tools.guard(guard);
  else tools.route({ framework: 'Koa', methods: ['ANY'], path, owner, handlers, calling, site });
}

const parameter: CallModel = (call, tools) => {
  const [name, handler] = call.arguments.positional;
  const text = name === undefined ? undefined : textOf(name);
  if (text !== undefined && handler !== undefined) {
    const owner = call.callee.base ?? null;
    const guard = { owner, path: '', parameter: text, handlers: [handler], isOrdered: false, site: call.site };
    tools.guard({ ...guard, calling: parameterCalling(text) });
  }
  return itself(call, tools);
};

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

export const koaCalls: readonly (readonly [string, CallModel])[] = [
  ...verbs.map((name) => [`${router}.${name}`, verb(name.toUpperCase())] as const),
  [`${router}.del`, verb('DELETE')],
  [`${router}.all`, verb('ANY')],
  ...each([`${app}.use`, `${router}.use`], use),
  [`${router}.param`, parameter],
];

export const koaAliases: readonly (readonly [string, string])[] = [
  ['koa-router()', router],
  ['@koa/router.Router()', router],
  ['koa.default()', app],
];
