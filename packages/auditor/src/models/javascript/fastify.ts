import { type External, external, type Site, textOf, type Value } from '../../flow/value.ts';
import type { Calling, CallModel, ModelTools, RequestAt } from '../contract.ts';
import { describeRequest, sentThrough } from './fastify-schemas.ts';
import { handlersOf, pathsAndRest } from './handlers.ts';
import { closureOf, each, fieldOf, fields, itself, ofExternal, thrown, withArguments } from './values.ts';

/*
 * Fastify: routes, hooks and plugins (fastify.dev, "Routes", "Hooks", "Encapsulation", "Validation and Serialization").
 */

const app = 'fastify()';
const request = 'fastify.request';
const reply = 'fastify.reply';
/** What a hook answers ends the request. */
const replyOfHook = 'fastify.hook.reply';

/** What is sent by `reply.send` goes through the schema as well. */
function replyAt(schema: Value | undefined, at: RequestAt): Value {
  const own = at.shared(reply);
  if (schema !== undefined && own.shape.kind === 'external') own.shape.external.fields.set('<schema>', schema);
  return own;
}

/** How Fastify calls a handler, and the hooks that only its route has. */
function callingOf(schema: Value | undefined, handler: Value | undefined): Calling {
  const last = handler === undefined ? undefined : closureOf(handler)?.function;
  return {
    argumentsOf: ({ function: node }, at) => {
      const own = at.shared(request);
      describeRequest(own, schema, at);
      return withArguments(
        own,
        node === last ? replyAt(schema, at) : at.shared(replyOfHook),
        external('<done>', at.site),
      );
    },
    answer: (value) => sentThrough(value, schema),
    returnsAnswer: true,
    hasNext: false,
  };
}

const hookCalling: Calling = {
  argumentsOf: (_, at) =>
    withArguments(at.shared(request), at.shared(replyOfHook), external('<done>', at.site), external('<done>', at.site)),
  returnsAnswer: false,
  hasNext: false,
};

const errorCalling: Calling = {
  argumentsOf: (_, at) => withArguments(thrown(at.site), at.shared(request), at.shared(reply)),
  returnsAnswer: true,
  hasNext: false,
};

/** Hooks that run before the handler, in their order. */
const hooks = ['onRequest', 'preParsing', 'preValidation', 'preHandler'];

interface Registration {
  readonly owner: External | null;
  readonly methods: readonly string[];
  readonly path: string;
  readonly options: Value | undefined;
  readonly handler: Value | undefined;
  readonly site: Site;
}

function register({ route }: ModelTools, { owner, methods, path, options, handler, site }: Registration): void {
  const given = handler ?? fieldOf(options, 'handler');
  const own = hooks.flatMap((name) =>
    handlersOf(fieldOf(options, name) === undefined ? [] : [fieldOf(options, name) as Value]),
  );
  const last = given === undefined ? [] : handlersOf([given]);
  const [end] = last.slice(-1);
  if (end === undefined) return;
  const calling = callingOf(fieldOf(options, 'schema'), end);
  route({ framework: 'Fastify', methods, path, owner, handlers: [...own, ...last], calling, site });
}

/** `app.get('/notes/:id', { preHandler }, show)`. */
function verb(method: string): CallModel {
  return (call, tools) => {
    const { paths, rest } = pathsAndRest(call.arguments.positional);
    const [path] = paths;
    if (path === undefined || rest.length === 0) return undefined;
    const [options, handler] =
      rest.length > 1 ? rest : rest[0]?.shape.kind === 'dict' ? [rest[0]] : [undefined, rest[0]];
    const owner = call.callee.base ?? null;
    register(tools, { owner, methods: [method], path, options, handler, site: call.site });
    return itself(call, tools);
  };
}

/** `app.route({ method: 'GET', url: '/notes/:id', handler })`. */
const route: CallModel = (call, tools) => {
  const [options] = call.arguments.positional;
  const url = fieldOf(options, 'url') ?? fieldOf(options, 'path');
  const path = url === undefined ? undefined : pathsAndRest([url]).paths[0];
  const method = fieldOf(options, 'method');
  const given = method?.shape.kind === 'list' ? method.shape.items : method === undefined ? [] : [method];
  const methods = given.flatMap((one) => textOf(one)?.toUpperCase() ?? []);
  if (path === undefined || options === undefined) return undefined;
  const owner = call.callee.base ?? null;
  register(tools, {
    owner,
    methods: methods.length === 0 ? ['ANY'] : methods,
    path,
    options,
    handler: undefined,
    site: call.site,
  });
  return itself(call, tools);
};

/**
 * `app.register(plugin, { prefix })`: a plugin has an app of its own, whose hooks are not those of its neighbours. One
 * that fastify-plugin made shares the app.
 */
const plugin: CallModel = (call, tools) => {
  const { callee, arguments: args, site } = call;
  const [given, options] = args.positional;
  const owner = callee.base;
  if (given === undefined || owner === undefined) return undefined;
  const shared = externalOfPlugin(given);
  const made = shared ?? given;
  if (made.shape.kind !== 'function') return itself(call, tools);
  const settings = options ?? fields({});
  if (shared !== undefined) {
    tools.call(made, [ofExternal(owner), settings, external('<done>', site)]);
    return itself(call, tools);
  }
  const child = external(app, site, { base: owner, fields: owner.fields });
  if (child.shape.kind !== 'external') return undefined;
  const prefix = fieldOf(options, 'prefix');
  tools.mount({
    parent: owner,
    child: child.shape.external,
    prefix: prefix === undefined ? '' : (textOf(prefix) ?? ''),
    site,
  });
  tools.call(made, [child, settings, external('<done>', site)]);
  return itself(call, tools);
};

function externalOfPlugin({ shape }: Value): Value | undefined {
  if (shape.kind !== 'external' || shape.external.path !== 'fastify-plugin()') return undefined;
  return shape.external.arguments?.positional[0];
}

const addHook: CallModel = (call, tools) => {
  const [name, handler] = call.arguments.positional;
  const hook = name === undefined ? undefined : textOf(name);
  if (hook !== undefined && handler !== undefined && hooks.includes(hook)) {
    tools.guard({
      owner: call.callee.base ?? null,
      path: '',
      handlers: handlersOf([handler]),
      isOrdered: false,
      calling: hookCalling,
      site: call.site,
    });
  }
  return itself(call, tools);
};

/** `app.decorate('authenticate', async (request, reply) => …)`. */
const decorate: CallModel = (call, tools) => {
  const [name, value] = call.arguments.positional;
  const text = name === undefined ? undefined : textOf(name);
  if (text !== undefined && value !== undefined) call.callee.base?.fields.set(text, value);
  return itself(call, tools);
};

const errorHandler: CallModel = (call, tools) => {
  const [handler] = call.arguments.positional;
  if (handler !== undefined) {
    const draft = {
      framework: 'Fastify',
      methods: ['ANY'],
      path: '',
      owner: call.callee.base ?? null,
      site: call.site,
    };
    tools.route({ ...draft, handlers: [handler], calling: errorCalling, isErrorHandler: true });
  }
  return itself(call, tools);
};

/** `app.after(() => { … })` runs what it is given once plugins are there. */
const after: CallModel = (call, tools) => {
  const [given] = call.arguments.positional;
  if (given !== undefined && closureOf(given) !== undefined) tools.call(given, []);
  return itself(call, tools);
};

const wrapped: CallModel = ({ path, callee, arguments: args, site }) =>
  external(`${path}()`, site, { arguments: args, base: callee });

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

export const fastifyCalls: readonly (readonly [string, CallModel])[] = [
  ...verbs.map((name) => [`${app}.${name}`, verb(name.toUpperCase())] as const),
  [`${app}.all`, verb('ANY')],
  [`${app}.route`, route],
  [`${app}.register`, plugin],
  [`${app}.addHook`, addHook],
  [`${app}.decorate`, decorate],
  [`${app}.setErrorHandler`, errorHandler],
  [`${app}.after`, after],
  [`${app}.ready`, after],
  ...each(
    ['withTypeProvider', 'setValidatorCompiler', 'setSerializerCompiler'].map((name) => `${app}.${name}`),
    itself,
  ),
  ...each(['fastify-plugin', 'fastify-plugin.default', 'fastify-plugin.fastifyPlugin'], wrapped),
];

export const fastifyAliases: readonly (readonly [string, string])[] = [
  ['fastify.fastify()', app],
  ['fastify.default()', app],
  ['fastify-plugin.default()', 'fastify-plugin()'],
];
