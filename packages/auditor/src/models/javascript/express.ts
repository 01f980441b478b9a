import type { External, Site, Value } from '../../flow/value.ts';
import type { Calling, CallModel, ModelTools, RequestAt } from '../contract.ts';
import { requested } from '../tools.ts';
import { handlersOf, pathsAndRest } from './handlers.ts';
import { guardsFor } from './unless.ts';
import { closureOf, each, itself, thrown, withArguments } from './values.ts';

/*
 * Express: apps and routers, what is registered with them, and how it is called (expressjs.com, "API reference").
 */

const request = 'express.request';
const response = 'express.response';

/** `req` and `res` are the same for everything that runs for one request. */
function requestAndResponse(at: RequestAt): [Value, Value] {
  const [req, res] = [at.shared(request), at.shared(response)];
  keep(res, 'locals', at.shared(`${response}.locals`));
  keep(req, 'res', res);
  return [req, res];
}

/** What is put on a part of something lasts only when the part does. */
function keep({ shape }: Value, name: string, part: Value): void {
  if (shape.kind === 'external') shape.external.fields.set(name, part);
}

export const expressCalling: Calling = {
  argumentsOf: (_, at) => withArguments(...requestAndResponse(at), at.next),
  returnsAnswer: false,
  hasNext: true,
};

/** `app.param('id', (req, res, next, id) => …)`. */
function parameterCalling(name: string): Calling {
  return {
    argumentsOf: (_, at) => withArguments(...requestAndResponse(at), at.next, requested('path', name, at.site)),
    returnsAnswer: false,
    hasNext: true,
  };
}

/** `(error, req, res, next) => …`, which answers when something was thrown. */
const errorCalling: Calling = {
  argumentsOf: (_, at) => withArguments(thrown(at.site), ...requestAndResponse(at), at.next),
  returnsAnswer: false,
  hasNext: true,
};

const parametersOf = (handler: Value): number => closureOf(handler)?.function.parameters.length ?? 3;

const isErrorHandler = (handler: Value): boolean => parametersOf(handler) === 4;

interface Registration {
  readonly owner: External | null;
  readonly methods: readonly string[];
  readonly paths: readonly string[];
  readonly handlers: readonly Value[];
  readonly site: Site;
}

function register({ route }: ModelTools, { owner, methods, paths, handlers, site }: Registration): void {
  const own = handlers.filter((handler) => !isErrorHandler(handler));
  if (own.length === 0) return;
  for (const path of paths)
    route({ framework: 'Express', methods, path, owner, handlers: own, calling: expressCalling, site });
}

/** `app.get('/notes/:id', auth, show)`; `app.get('name')` asks for a setting. */
function verb(method: string): CallModel {
  return (call, tools) => {
    const { callee, arguments: args, site } = call;
    const { paths, rest } = pathsAndRest(args.positional);
    const handlers = handlersOf(rest);
    if (paths.length === 0 || handlers.length === 0) return undefined;
    const owner = callee.base ?? null;
    register(tools, { owner, methods: [method], paths, handlers, site });
    return itself(call, tools);
  };
}

/** `router.route('/notes/:id').get(show).put(change)`. */
function verbOfRoute(method: string): CallModel {
  return (call, tools) => {
    const { callee, arguments: args, site } = call;
    const { paths } = pathsAndRest(callee.base?.arguments?.positional ?? []);
    const owner = callee.base?.base?.base ?? null;
    register(tools, { owner, methods: [method], paths, handlers: handlersOf(args.positional), site });
    return itself(call, tools);
  };
}

/** `router.all('/notes/*', auth)`: what goes on stands in front of what comes after it. */
const all: CallModel = (call, tools) => {
  const { paths, rest } = pathsAndRest(call.arguments.positional);
  for (const path of paths) before(tools, call.callee.base ?? null, path, handlersOf(rest), call.site);
  return itself(call, tools);
};

const allOfRoute: CallModel = (call, tools) => {
  const { paths } = pathsAndRest(call.callee.base?.arguments?.positional ?? []);
  const owner = call.callee.base?.base?.base ?? null;
  for (const path of paths) before(tools, owner, path, handlersOf(call.arguments.positional), call.site);
  return itself(call, tools);
};

const routers = new Set(['express()', 'express.Router()', 'express-promise-router()', 'router()']);

function routerIn({ shape }: Value): External | undefined {
  return shape.kind === 'external' && routers.has(shape.external.path) ? shape.external : undefined;
}

/** `app.use('/api', auth, router)`. */
const use: CallModel = (call, tools) => {
  const { callee, arguments: args, site } = call;
  const owner = callee.base ?? null;
  const { paths, rest } = pathsAndRest(args.positional);
  const flat = rest.flatMap((value) => (value.shape.kind === 'list' ? value.shape.items : [value]));
  const children = flat.flatMap((value) => routerIn(value) ?? []);
  const handlers = handlersOf(flat.filter((value) => routerIn(value) === undefined)).filter(isNoRouter);
  for (const path of paths.length === 0 ? [''] : paths) {
    before(tools, owner, path, handlers, site);
    for (const child of children) tools.mount({ parent: owner, child, prefix: path, site });
  }
  return itself(call, tools);
};

/** A router of a module that cannot be seen guards nothing. */
function isNoRouter({ shape }: Value): boolean {
  return shape.kind !== 'external' || !/rout(?:e|er|es)\b|controller/i.test(shape.external.path);
}

function before(
  tools: ModelTools,
  owner: External | null,
  given: string,
  handlers: readonly Value[],
  site: Site,
): void {
  const path = given.replace(/\/?\*\w*$/, '');
  const errors = handlers.filter(isErrorHandler);
  for (const handler of errors) {
    const draft = { framework: 'Express', methods: ['ANY'], path, owner, handlers: [handler], site };
    tools.route({ ...draft, calling: errorCalling, isErrorHandler: true });
  }
  const others = handlers.filter((handler) => !errors.includes(handler));
  const guards = others.filter((handler) => parametersOf(handler) > 2);
  const draft = { owner, path, handlers: guards, isOrdered: true, calling: expressCalling, site };
  for (const guard of guardsFor(draft, site)) tools.guard(guard);
  // Without `next` it is where a request ends.
  const ends = others.filter((handler) => parametersOf(handler) <= 2);
  register(tools, { owner, methods: ['ANY'], paths: [path], handlers: ends, site });
}

const parameter: CallModel = (call, tools) => {
  const [name, handler] = call.arguments.positional;
  const names = name?.shape.kind === 'list' ? name.shape.items : [name];
  for (const one of names) {
    const text = one?.shape.kind === 'constant' ? String(one.shape.value) : undefined;
    if (text === undefined || handler === undefined) continue;
    tools.guard({
      owner: call.callee.base ?? null,
      path: '',
      parameter: text,
      handlers: [handler],
      isOrdered: false,
      calling: parameterCalling(text),
      site: call.site,
    });
  }
  return itself(call, tools);
};

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

export const expressCalls: readonly (readonly [string, CallModel])[] = [
  ...['express()', 'express.Router()'].flatMap((router) => [
    ...verbs.map((name) => [`${router}.${name}`, verb(name.toUpperCase())] as const),
    ...verbs.map((name) => [`${router}.route().${name}`, verbOfRoute(name.toUpperCase())] as const),
    [`${router}.all`, all] as const,
    [`${router}.route().all`, allOfRoute] as const,
    [`${router}.use`, use] as const,
    [`${router}.param`, parameter] as const,
    ...each([`${router}.set`, `${router}.enable`, `${router}.disable`], itself),
  ]),
];

export const expressAliases: readonly (readonly [string, string])[] = [
  ['express.application()', 'express()'],
  ['express-promise-router()', 'express.Router()'],
  ['router()', 'express.Router()'],
];
