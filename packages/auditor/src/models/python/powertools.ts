import { type CallArguments, type Closure, externalOf, noArguments, textOf, type Value } from '../../flow/value.ts';
import type { Calling, CallModel, MemberModel } from '../contract.ts';
import { argument } from '../tools.ts';
import { answeringError } from './answers.ts';
import { argumentsBySignature } from './fastapi-parameters.ts';
import { lambdaEvent } from './lambda-event.ts';
import { nextFunction } from './stand-ins.ts';

/*
 * The event handler of AWS Lambda Powertools for Python (documentation, "REST API": routes, `current_event`,
 * middleware, `Router`; "GraphQL API": resolvers).
 */

/** Middleware is called with the app and what leads on, the route itself by its signature. */
function callingOf(handler: Value): Calling {
  const last = handler.shape.kind === 'function' ? handler.shape.closure.function : undefined;
  return {
    argumentsOf: (called, request) =>
      called.function === last ? argumentsBySignature(called, request) : middlewareArguments(called, request),
    returnsAnswer: true,
    hasNext: true,
  };
}

const middlewareArguments: Calling['argumentsOf'] = (called: Closure, request) => ({
  ...noArguments,
  positional: [request.shared('<powertools app>'), nextFunction(called, request)],
});

const middlewareCalling: Calling = { argumentsOf: middlewareArguments, returnsAnswer: false, hasNext: true };

function listIn(value: Value | undefined): readonly Value[] {
  return value?.shape.kind === 'list' ? value.shape.items : [];
}

function methodsIn(args: CallArguments): string[] {
  const given = argument(args, 'method', 1);
  const all = given?.shape.kind === 'list' ? given.shape.items : given === undefined ? [] : [given];
  const methods = all.flatMap((item) => textOf(item)?.toUpperCase() ?? []);
  return methods.length === 0 ? ['GET'] : methods;
}

/** `@app.get('/notes/<note_id>', middlewares=[check])`. */
function routeDecorator(method: string | undefined): CallModel {
  return ({ callee, arguments: args, site }, { route }) => {
    const [handler] = args.positional;
    const given = callee.arguments;
    if (handler === undefined || given === undefined) return handler;
    const path = argument(given, 'rule', 0);
    route({
      framework: 'Powertools',
      methods: method === undefined ? methodsIn(given) : [method],
      path: path === undefined ? '' : (textOf(path) ?? ''),
      owner: callee.base?.base ?? null,
      handlers: [...listIn(argument(given, 'middlewares')), handler],
      calling: callingOf(handler),
      site,
    });
    return handler;
  };
}

/** `app.use(middlewares=[check])`. */
const use: CallModel = ({ callee, arguments: args, site }, { guard }) => {
  const handlers = [...listIn(argument(args, 'middlewares', 0))];
  guard({ owner: callee.base ?? null, path: '', handlers, isOrdered: false, calling: middlewareCalling, site });
  return undefined;
};

/** `app.include_router(notes.router, prefix='/v1')`. */
const includeRouter: CallModel = ({ callee, arguments: args, site }, { mount }) => {
  const given = argument(args, 'router', 0);
  const child = given === undefined ? undefined : externalOf(given);
  const prefix = argument(args, 'prefix', 1);
  if (child === undefined) return undefined;
  mount({ parent: callee.base ?? null, child, prefix: prefix === undefined ? '' : (textOf(prefix) ?? ''), site });
  return undefined;
};

/** `@app.resolver(type_name='Query', field_name='note')`: each argument of the field by its name. */
const resolver: CallModel = ({ callee, arguments: args, site }, { route }) => {
  const [handler] = args.positional;
  const given = callee.arguments;
  if (handler === undefined || given === undefined) return handler;
  const field = argument(given, 'field_name', 1);
  const name = field === undefined ? '' : (textOf(field) ?? '');
  route({
    framework: 'AppSync',
    methods: ['POST'],
    path: `/graphql/${name}`,
    owner: callee.base?.base ?? null,
    handlers: [handler],
    calling: { argumentsOf: argumentsOfField, returnsAnswer: true, hasNext: false },
    site,
  });
  return handler;
};

/** What a client says in a query, for a field as for a body. */
const argumentsOfField: Calling['argumentsOf'] = (handler, request) => {
  const { named } = argumentsBySignature(handler, request);
  return { ...noArguments, named: new Map([...named].map(([name, value]) => [name, asBody(value)])) };
};

function asBody(value: Value): Value {
  const sources = value.sources.map((source) =>
    source.kind === 'request' ? { ...source, origin: 'body' as const } : source,
  );
  return { ...value, sources };
}

const currentEvent: MemberModel = ({ site }) => lambdaEvent(site);

const resolvers = [
  'APIGatewayRestResolver',
  'APIGatewayHttpResolver',
  'ApiGatewayResolver',
  'ALBResolver',
  'LambdaFunctionUrlResolver',
  'VPCLatticeResolver',
  'VPCLatticeV2Resolver',
  'BedrockAgentResolver',
  'AppSyncResolver',
];
const routers: readonly (readonly [string, string])[] = [
  ['router', 'Router'],
  ['router', 'APIGatewayRouter'],
  ['router', 'APIGatewayHttpRouter'],
  ['router', 'ALBRouter'],
  ['router', 'LambdaFunctionUrlRouter'],
  ['router', 'AppSyncRouter'],
  ['api_gateway', 'Router'],
];
const library = 'aws_lambda_powertools.event_handler';
const verbs = ['get', 'post', 'put', 'patch', 'delete'];

const apps: readonly string[] = [
  ...resolvers.flatMap((name) =>
    ['', '.api_gateway', '.appsync', '.lambda_function_url'].map((module) => `${library}${module}.${name}()`),
  ),
  ...routers.map(([module, name]) => `${library}.${module}.${name}()`),
  // As middleware is handed it.
  '<powertools app>',
];

const errors = [
  'BadRequestError',
  'UnauthorizedError',
  'ForbiddenError',
  'NotFoundError',
  'InternalServerError',
  'ServiceError',
];

export const powertoolsCalls: readonly (readonly [string, CallModel])[] = [
  ...apps.flatMap((app): [string, CallModel][] => [
    [`${app}.route()`, routeDecorator(undefined)],
    ...verbs.map((verb): [string, CallModel] => [`${app}.${verb}()`, routeDecorator(verb.toUpperCase())]),
    [`${app}.use`, use],
    [`${app}.include_router`, includeRouter],
    [`${app}.resolver()`, resolver],
  ]),
  ...errors.map((name): [string, CallModel] => [
    `${library}.exceptions.${name}`,
    answeringError(['msg', name === 'ServiceError' ? 1 : 0]),
  ]),
  [`${library}.Response`, ({ arguments: args }) => argument(args, 'body', 2)],
  [`${library}.api_gateway.Response`, ({ arguments: args }) => argument(args, 'body', 2)],
];

export const powertoolsMembers: readonly (readonly [string, MemberModel])[] = apps.map((app) => [
  `${app}.current_event`,
  currentEvent,
]);
