import { memberOfClass } from '../../flow/members.ts';
import {
  type CallArguments,
  type External,
  external,
  externalOf,
  noArguments,
  type Site,
  textOf,
  type Value,
} from '../../flow/value.ts';
import type { Calling, CallModel, ModelTools } from '../contract.ts';
import { argument } from '../tools.ts';
import { answerBySchema, answeringBySchema, answeringError, answerOf, templateAnswer } from './answers.ts';
import { dependencyValue } from './fastapi-dependencies.ts';
import { argumentsBySignature, requestPath } from './fastapi-parameters.ts';
import { errorCaught } from './flask-routes.ts';
import { returnedType } from './returned-types.ts';
import { nextFunction } from './stand-ins.ts';

/*
 * FastAPI: routes, routers, dependencies of apps and routers, middleware (FastAPI documentation, "Bigger
 * Applications", "Dependencies in path operation decorators", "Middleware").
 */

const signatureCalling: Calling = {
  argumentsOf: (handler, request) => argumentsBySignature(handler, request),
  answer: answerBySchema,
  returnsAnswer: true,
  hasNext: false,
};

/** What is depended on without a name for what it gives: functions as they are, objects through what stands for them. */
const dependencyCalling: Calling = { ...signatureCalling, returnsAnswer: false };

/** `dependencies=[Depends(check)]`: what runs before a handler. */
function dependenciesIn(args: CallArguments | undefined): Value[] {
  const given = args?.named.get('dependencies');
  if (given?.shape.kind !== 'list') return [];
  return given.shape.items.flatMap((item) => {
    const marker = externalOf(item);
    const target = marker?.arguments === undefined ? undefined : argument(marker.arguments, 'dependency', 0);
    return target === undefined ? [] : [target];
  });
}

/** Runs what is depended on before the handler gets its own arguments. */
function callingAfter(dependencies: readonly Value[], site: Site): Calling {
  if (dependencies.length === 0) return signatureCalling;
  return {
    ...signatureCalling,
    argumentsOf: (handler, request) => {
      for (const dependency of dependencies) dependencyValue(dependency, site, request, argumentsBySignature, 1);
      return argumentsBySignature(handler, request);
    },
  };
}

function methodsOf(args: CallArguments, verb: string | undefined): string[] {
  if (verb !== undefined) return [verb];
  const given = argument(args, 'methods');
  return given?.shape.kind === 'list'
    ? given.shape.items.flatMap((item) => textOf(item)?.toUpperCase() ?? [])
    : ['GET'];
}

function pathIn(args: CallArguments): string {
  const path = argument(args, 'path', 0);
  return path === undefined ? '' : (textOf(path) ?? '');
}

function prefixOf(router: External | undefined): string {
  const prefix = router?.arguments?.named.get('prefix');
  return prefix === undefined ? '' : (textOf(prefix) ?? '');
}

/** Notes a route of an app or router, with what the router itself depends on. */
function registered(
  handler: Value,
  given: CallArguments,
  verb: string | undefined,
  router: External | undefined,
  site: Site,
  { route }: Pick<ModelTools, 'route'>,
): void {
  const model = given.named.get('response_model') ?? returnedType(handler);
  const hasModel = model !== undefined && !(model.shape.kind === 'constant' && model.shape.value === null);
  route({
    framework: 'FastAPI',
    methods: methodsOf(given, verb),
    path: `${prefixOf(router)}/${pathIn(given)}`,
    owner: router ?? null,
    handlers: [hasModel ? answeringBySchema(handler, model, site) : handler],
    calling: callingAfter(dependenciesIn(given), site),
    site,
  });
}

/** `@app.get('/notes/{note_id}', response_model=Note)`. */
function routeDecorator(verb: string | undefined): CallModel {
  return ({ callee, arguments: args, site }, tools) => {
    const [handler] = args.positional;
    if (handler === undefined || callee.arguments === undefined) return handler;
    registered(handler, callee.arguments, verb, callee.base?.base, site, tools);
    return handler;
  };
}

/** `app.add_api_route('/notes', list_notes, methods=['GET'])`. */
const addRoute: CallModel = ({ callee, arguments: args, site }, tools) => {
  const handler = argument(args, 'endpoint', 1);
  if (handler !== undefined) registered(handler, args, undefined, callee.base, site, tools);
  return undefined;
};

/** `FastAPI(dependencies=[…])` and `APIRouter(dependencies=[…])`: they run before all routes below. */
const creating: CallModel = ({ path, arguments: args, callee, site }, tools) => {
  const owner = externalOf(external(`${path}()`, site, { arguments: args, base: callee }));
  if (owner !== undefined) guardBy(dependenciesIn(args), owner, site, tools);
  return undefined;
};

function guardBy(dependencies: readonly Value[], owner: External, site: Site, { guard }: ModelTools): void {
  for (const dependency of dependencies) {
    const isFunction = dependency.shape.kind === 'function' || dependency.shape.kind === 'external';
    const handlers = [isFunction ? dependency : calling(dependency)].filter((handler) => handler !== undefined);
    guard({ owner, path: '', handlers, isOrdered: false, calling: dependencyCalling, site });
  }
}

/** The method that runs when an object is depended on. */
function calling(dependency: Value): Value | undefined {
  if (dependency.shape.kind !== 'object' || dependency.shape.object.class === undefined) return undefined;
  const own = memberOfClass(dependency.shape.object.class, '__call__');
  if (own?.shape.kind !== 'function') return undefined;
  return { ...own, shape: { kind: 'function', closure: { ...own.shape.closure, self: dependency } } };
}

/** `app.include_router(notes.router, prefix='/api', dependencies=[…])`. */
const includeRouter: CallModel = ({ callee, arguments: args, site }, tools) => {
  const given = argument(args, 'router', 0);
  const child = given === undefined ? undefined : externalOf(given);
  if (child === undefined) return undefined;
  const prefix = argument(args, 'prefix');
  const parent = callee.base;
  // The routes of a router bear its own prefix; that of the one above is put before them here.
  const above = parent?.path.endsWith('APIRouter()') === true ? prefixOf(parent) : '';
  const own = prefix === undefined ? '' : (textOf(prefix) ?? '');
  tools.mount({ parent: parent ?? null, child, prefix: `${above}/${own}` });
  guardBy(dependenciesIn(args), child, site, tools);
  return undefined;
};

/** `app.mount('/v1', v1)`: an app below another. */
const mountApp: CallModel = ({ callee, arguments: args }, { mount }) => {
  const given = argument(args, 'app', 1);
  const child = given === undefined ? undefined : externalOf(given);
  if (child?.path === 'fastapi.FastAPI()') mount({ parent: callee.base ?? null, child, prefix: pathIn(args) });
  return undefined;
};

/** `async def dispatch(self, request, call_next)`, and the same without `self`. */
const middlewareCalling: Calling = {
  argumentsOf: (handler, request) => {
    const self = handler.ownerClass === undefined ? [] : [request.instance(handler.ownerClass)];
    return { ...noArguments, positional: [...self, request.shared(requestPath), nextFunction(handler, request)] };
  },
  returnsAnswer: false,
  hasNext: true,
};

/** `@app.middleware('http')`. */
const middleware: CallModel = ({ callee, arguments: args, site }, { guard }) => {
  const [handler] = args.positional;
  if (handler === undefined) return undefined;
  const owner = callee.base?.base ?? null;
  guard({ owner, path: '', handlers: [handler], isOrdered: false, calling: middlewareCalling, site });
  return handler;
};

/** `app.add_middleware(Authentication)` of a class with `dispatch`. */
const addMiddleware: CallModel = ({ callee, arguments: args, site }, { guard }) => {
  const [known] = args.positional;
  if (known?.shape.kind !== 'class') return undefined;
  const handler = memberOfClass(known.shape.class, 'dispatch');
  if (handler === undefined) return undefined;
  const owner = callee.base ?? null;
  guard({ owner, path: '', handlers: [handler], isOrdered: false, calling: middlewareCalling, site });
  return undefined;
};

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'options', 'head'];

function appCalls(app: string): [string, CallModel][] {
  return [
    [app.replace(/\(\)$/, ''), creating],
    ...verbs.map((verb): [string, CallModel] => [`${app}.${verb}()`, routeDecorator(verb.toUpperCase())]),
    [`${app}.api_route()`, routeDecorator(undefined)],
    [`${app}.route()`, routeDecorator(undefined)],
    [`${app}.add_api_route`, addRoute],
    [`${app}.include_router`, includeRouter],
    [`${app}.mount`, mountApp],
    [`${app}.middleware()`, middleware],
    [`${app}.add_middleware`, addMiddleware],
    [`${app}.exception_handler()`, exceptionHandler],
  ];
}

/** `Depends(check)` does nothing by itself; what it names is called for each request. */
const depending: CallModel = ({ path, callee, arguments: args, site }) =>
  external(`${path}()`, site, { arguments: args, base: callee });

/** `@app.exception_handler(Exception)`: its function answers with what it makes of the exception. */
const exceptionHandler: CallModel = ({ callee, arguments: args, site }, { route }) => {
  const [handler] = args.positional;
  if (handler === undefined) return undefined;
  const error = errorCaught(callee.arguments?.positional[0], site);
  const calling: Calling = {
    argumentsOf: (_, request) => ({ ...noArguments, positional: [request.shared(requestPath), error] }),
    returnsAnswer: true,
    hasNext: false,
  };
  const own = { framework: 'FastAPI', methods: [], path: '', owner: null, isErrorHandler: true };
  route({ ...own, handlers: [handler], calling, site });
  return handler;
};

const responses = ['Response', 'JSONResponse', 'ORJSONResponse', 'UJSONResponse', 'PlainTextResponse', 'HTMLResponse'];

export const fastapiCalls: readonly (readonly [string, CallModel])[] = [
  ...appCalls('fastapi.FastAPI()'),
  ...appCalls('fastapi.APIRouter()'),
  ...['fastapi', 'fastapi.responses', 'starlette.responses'].flatMap((module) =>
    responses.map((name): [string, CallModel] => [`${module}.${name}`, answerOf('content')]),
  ),
  ['fastapi.Depends', depending],
  // Gives a dependency, and no user yet.
  ['fastapi_users.FastAPIUsers().current_user', depending],
  ['fastapi.Security', depending],
  ...['fastapi', 'starlette'].map((module): [string, CallModel] => [
    `${module}.templating.Jinja2Templates().TemplateResponse`,
    templateAnswer,
  ]),
  ['fastapi.HTTPException', answeringError(['detail', 1])],
];

export const fastapiAliases: readonly (readonly [string, string])[] = [
  ['fastapi.applications.FastAPI', 'fastapi.FastAPI'],
  ['fastapi.routing.APIRouter', 'fastapi.APIRouter'],
  ['fastapi.routing.APIRouter()', 'fastapi.APIRouter()'],
  ['fastapi.exceptions.HTTPException', 'fastapi.HTTPException'],
  ['starlette.exceptions.HTTPException', 'fastapi.HTTPException'],
];
