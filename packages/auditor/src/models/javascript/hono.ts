import { type External, external, externalOf, type Site, textOf, type Value } from '../../flow/value.ts';
import type { Calling, CallModel, ModelTools } from '../contract.ts';
import { handlersOf, pathsAndRest } from './handlers.ts';
import { contextAt, type Validator, validatorsIn } from './hono-context.ts';
import { closureOf, each, fieldOf, items, itself, thrown, withArguments } from './values.ts';

/*
 * Hono: apps, what is registered with them, and how it is called (hono.dev, "App - Hono" and "Routing").
 */

const app = 'hono.Hono()';

/** What a handler returns is the answer; `c.json` only makes it. */
function callingOf(validators: readonly Validator[]): Calling {
  return {
    argumentsOf: (_, at) => withArguments(contextAt(at, validators), at.next),
    returnsAnswer: true,
    hasNext: true,
  };
}

const errorCalling: Calling = {
  argumentsOf: (_, at) => withArguments(thrown(at.site), contextAt(at, [])),
  returnsAnswer: true,
  hasNext: false,
};

/** `every(a, b)` and `except('/login', a)` of hono/combine are what they are made of; of `some(a, b)` one is enough. */
function combined(values: readonly Value[], depth = 0): readonly Value[] {
  return values.flatMap((value) => {
    const external = externalOf(value);
    const name = /^hono\/combine\.(every|except|some)\(\)$/.exec(external?.path ?? '')?.[1];
    if (name === undefined || depth > 4) return [value];
    const given = external?.arguments?.positional ?? [];
    if (name === 'some') return given.length === 1 ? given : [];
    return combined(name === 'except' ? given.slice(1) : given, depth + 1);
  });
}

interface Registration {
  readonly owner: External | null;
  readonly methods: readonly string[];
  readonly paths: readonly string[];
  readonly given: readonly Value[];
  readonly site: Site;
}

function register({ route }: ModelTools, { owner, methods, paths, given, site }: Registration): void {
  const handlers = handlersOf(combined(given));
  if (handlers.length === 0) return;
  const calling = callingOf(validatorsIn(given));
  for (const path of paths)
    route({ framework: 'Hono', methods, path: withoutPatterns(path), owner, handlers, calling, site });
}

/** `/notes/:id{[0-9]+}` says what a parameter looks like. */
function withoutPatterns(path: string): string {
  return path.replace(/(:\w+)\{[^{}/]*\}/g, '$1');
}

/** `app.get('/notes/:id', auth, show)`; without a path it is that of the call before, or all. */
function verb(method: string): CallModel {
  return (call, tools) => {
    const { paths, rest } = pathsAndRest(call.arguments.positional);
    const owner = call.callee.base ?? null;
    const given = { owner, methods: [method], paths: paths.length === 0 ? ['/'] : paths, given: rest, site: call.site };
    register(tools, given);
    return itself(call, tools);
  };
}

/** `app.on(['GET', 'POST'], '/notes', show)`. */
const on: CallModel = (call, tools) => {
  const [method, ...others] = call.arguments.positional;
  if (method === undefined) return undefined;
  const named = method.shape.kind === 'list' ? method.shape.items : [method];
  const methods = named.flatMap((one) => textOf(one)?.toUpperCase() ?? []);
  const { paths, rest } = pathsAndRest(others);
  register(tools, { owner: call.callee.base ?? null, methods, paths, given: rest, site: call.site });
  return itself(call, tools);
};

/** `app.use('/api/*', auth)`. */
const use: CallModel = (call, tools) => {
  const { paths, rest } = pathsAndRest(call.arguments.positional);
  const handlers = handlersOf(combined(rest));
  if (handlers.length === 0) return itself(call, tools);
  for (const path of paths.length === 0 ? [''] : paths) {
    tools.guard({
      owner: call.callee.base ?? null,
      path: path.replace(/\/?\*$/, ''),
      handlers,
      isOrdered: true,
      calling: callingOf(validatorsIn(rest)),
      site: call.site,
    });
  }
  return itself(call, tools);
};

/** `app.route('/notes', notes)`. */
const route: CallModel = (call, tools) => {
  const [path, child] = call.arguments.positional;
  const prefix = path === undefined ? undefined : textOf(path);
  if (prefix !== undefined && child?.shape.kind === 'external')
    tools.mount({ parent: call.callee.base ?? null, child: child.shape.external, prefix, site: call.site });
  return itself(call, tools);
};

/** `app.basePath('/v1')` is another app below it. */
const basePath: CallModel = ({ callee, arguments: args, site }, { mount }) => {
  const prefix = args.positional[0] === undefined ? undefined : textOf(args.positional[0]);
  const child = external(app, site, callee.base === undefined ? {} : { base: callee.base });
  if (child.shape.kind === 'external' && prefix !== undefined)
    mount({ parent: callee.base ?? null, child: child.shape.external, prefix, site });
  return child;
};

const onError: CallModel = (call, tools) => {
  const [handler] = call.arguments.positional;
  if (handler !== undefined) {
    const draft = { framework: 'Hono', methods: ['ANY'], path: '', owner: call.callee.base ?? null, site: call.site };
    tools.route({ ...draft, handlers: [handler], calling: errorCalling, isErrorHandler: true });
  }
  return itself(call, tools);
};

/** `app.openapi(createRoute({ method: 'get', path: '/notes/{id}' }), show)`. */
const openapi: CallModel = (call, tools) => {
  const [described, ...handlers] = call.arguments.positional;
  const definition =
    described?.shape.kind === 'external' ? described.shape.external.arguments?.positional[0] : described;
  const path = fieldOf(definition, 'path');
  const method = fieldOf(definition, 'method');
  if (path === undefined || described === undefined) return undefined;
  const middleware = fieldOf(definition, 'middleware');
  register(tools, {
    owner: call.callee.base ?? null,
    methods: [textOf(method ?? path)?.toUpperCase() ?? 'ANY'],
    paths: pathsAndRest([path]).paths,
    given: [...(middleware === undefined ? [] : [middleware]), described, ...handlers.slice(0, 1)],
    site: call.site,
  });
  return itself(call, tools);
};

/** `factory.createHandlers(auth, show)` are handlers one after the other. */
const createHandlers: CallModel = ({ arguments: args }) =>
  items(...args.positional.filter((value) => closureOf(value) !== undefined || value.shape.kind === 'external'));

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'options'];

export const honoCalls: readonly (readonly [string, CallModel])[] = [
  ...verbs.map((name) => [`${app}.${name}`, verb(name.toUpperCase())] as const),
  [`${app}.all`, verb('ANY')],
  [`${app}.on`, on],
  [`${app}.use`, use],
  [`${app}.route`, route],
  [`${app}.basePath`, basePath],
  [`${app}.onError`, onError],
  [`${app}.openapi`, openapi],
  ...each([`${app}.notFound`, `${app}.doc`, `${app}.doc31`], itself),
  ['hono/factory.createFactory().createHandlers', createHandlers],
];

export const honoAliases: readonly (readonly [string, string])[] = [
  ...[
    'hono/tiny.Hono()',
    'hono/quick.Hono()',
    '@hono/zod-openapi.OpenAPIHono()',
    'hono/factory.createFactory().createApp()',
  ].map((path) => [path, app] as const),
];
