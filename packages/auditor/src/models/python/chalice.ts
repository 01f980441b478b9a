import { authenticated } from '../../flow/facts.ts';
import { external, externalOf, noArguments, textOf } from '../../flow/value.ts';
import type { Calling, CallModel, MemberModel } from '../contract.ts';
import { argument, requestCall, requested, requestMember } from '../tools.ts';
import { answeringError } from './answers.ts';
import { lambdaEvent, requestContext } from './lambda-event.ts';
import { nextFunction } from './stand-ins.ts';

/*
 * Chalice (Chalice documentation, "Routing", "Authorization", "Blueprints", "Middleware").
 */

const chaliceCalling: Calling = {
  argumentsOf: (_, { pathParameters, site }) => ({
    ...noArguments,
    named: new Map(pathParameters.map((name) => [name, requested('path', name, site)])),
  }),
  returnsAnswer: true,
  hasNext: false,
};

/** The way to what stands for an authorizer that is a function of the app. */
const authorizerMark = 'chalice.<authorizer>';

/** `@app.route('/notes/{note_id}', methods=['GET'], authorizer=members)`. */
const routeDecorator: CallModel = ({ callee, arguments: args, site }, { route }) => {
  const [handler] = args.positional;
  const given = callee.arguments;
  if (handler === undefined || given === undefined) return handler;
  const path = argument(given, 'path', 0);
  const said = argument(given, 'methods');
  const methods = said?.shape.kind === 'list' ? said.shape.items.flatMap((item) => textOf(item) ?? []) : ['GET'];
  const authorizer = argument(given, 'authorizer');
  route({
    framework: 'Chalice',
    methods: methods.map((method) => method.toUpperCase()),
    path: path === undefined ? '' : (textOf(path) ?? ''),
    owner: callee.base?.base ?? null,
    handlers: [...(authorizer === undefined ? [] : [authorizer]), handler],
    calling: chaliceCalling,
    site,
  });
  return handler;
};

/** `@app.authorizer()`: what it decorates is asked before the routes that name it. */
const authorizer: CallModel = ({ site }) => external(authorizerMark, site);

const registerBlueprint: CallModel = ({ callee, arguments: args, site }, { mount }) => {
  const given = argument(args, 'blueprint', 0);
  const child = given === undefined ? undefined : externalOf(given);
  const prefix = argument(args, 'url_prefix', 2);
  if (child === undefined) return undefined;
  mount({ parent: callee.base ?? null, child, prefix: prefix === undefined ? '' : (textOf(prefix) ?? ''), site });
  return undefined;
};

const middlewareCalling: Calling = {
  argumentsOf: (handler, request) => ({
    ...noArguments,
    positional: [lambdaEvent(request.site), nextFunction(handler, request)],
  }),
  returnsAnswer: false,
  hasNext: true,
};

/** `@app.middleware('http')`: a function of an event and of what leads on. */
const middleware: CallModel = ({ callee, arguments: args, site }, { guard }) => {
  const [handler] = args.positional;
  const kind = callee.arguments?.positional[0];
  const isForRoutes = kind === undefined || ['http', 'all'].includes(textOf(kind) ?? 'http');
  if (handler === undefined || !isForRoutes) return handler;
  const owner = callee.base?.base ?? null;
  guard({ owner, path: '', handlers: [handler], isOrdered: false, calling: middlewareCalling, site });
  return handler;
};

const context: MemberModel = ({ site }) => requestContext(site);

const apps = ['chalice.Chalice()', 'chalice.Blueprint()'];
const errors = [
  'ChaliceViewError',
  'BadRequestError',
  'UnauthorizedError',
  'ForbiddenError',
  'NotFoundError',
  'ConflictError',
  'UnprocessableEntityError',
  'TooManyRequestsError',
];

export const chaliceCalls: readonly (readonly [string, CallModel])[] = [
  ...apps.flatMap((app): [string, CallModel][] => [
    [`${app}.route()`, routeDecorator],
    [`${app}.authorizer()`, authorizer],
    [`${app}.register_blueprint`, registerBlueprint],
    [`${app}.middleware()`, middleware],
    [`${app}.current_request.to_dict`, requestCall('request')],
  ]),
  ...errors.map((name): [string, CallModel] => [`chalice.${name}`, answeringError(['msg', 0])]),
  ['chalice.Response', ({ arguments: args }) => argument(args, 'body', 0)],
];

export const chaliceMembers: readonly (readonly [string, MemberModel])[] = apps.flatMap(
  (app): [string, MemberModel][] =>
    (
      [
        ['query_params', requestMember('query')],
        ['json_body', requestMember('body')],
        ['raw_body', requestMember('body')],
        ['headers', requestMember('header')],
        ['uri_params', requestMember('path')],
        ['context', context],
      ] as const
    ).map(([name, model]) => [`${app}.current_request.${name}`, model]),
);

export const chaliceMarks: readonly (readonly [string, readonly string[]])[] = [
  authorizerMark,
  'chalice.CognitoUserPoolAuthorizer()',
  'chalice.IAMAuthorizer()',
  'chalice.CustomAuthorizer()',
  'chalice.app.CognitoUserPoolAuthorizer()',
  'chalice.app.IAMAuthorizer()',
  'chalice.app.CustomAuthorizer()',
].map((path) => [path, [authenticated]]);
