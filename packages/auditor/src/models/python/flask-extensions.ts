import { authenticated, privileged } from '../../flow/facts.ts';
import { deepSources } from '../../flow/sources.ts';
import { external, externalOf, type Site, textOf, type Value } from '../../flow/value.ts';
import type { CallModel, MemberModel } from '../contract.ts';
import { argument, identified, passes, requested, requestMember } from '../tools.ts';
import { abortingWith, answeringError, answerOf, templateAnswer, withMark } from './answers.ts';
import { belongsToApp, initApp, registerBlueprint, routeDecorator } from './flask-routes.ts';
import { registerView } from './flask-views.ts';

/*
 * Extensions of Flask that have routes and authentication of their own: Flask-RESTful, Flask-RESTX, flask-smorest,
 * APIFlask, Flask-HTTPAuth.
 */

/** `api.add_resource(Note, '/notes', '/notes/<note_id>')`. */
const addResource: CallModel = ({ callee, arguments: args, site }, tools) => {
  const [resource, ...paths] = args.positional;
  if (resource === undefined) return undefined;
  // Flask-RESTX has its namespaces add resources with a path before them, too.
  for (const given of paths) {
    const path = textOf(given);
    if (path !== undefined) registerView(resource, { path, methods: [], owner: callee.base ?? null, site }, tools);
  }
  return undefined;
};

/** `api.add_namespace(notes, path='/notes')`, which is at its own name otherwise. */
const addNamespace: CallModel = ({ callee, arguments: args, site }, { mount }) => {
  const given = argument(args, 'ns', 0);
  const child = given === undefined ? undefined : externalOf(given);
  if (child === undefined) return undefined;
  const said = argument(args, 'path', 1) ?? child.arguments?.named.get('path');
  const name = child.arguments === undefined ? undefined : argument(child.arguments, 'name', 0);
  const path = said ?? name;
  mount({ parent: callee.base ?? null, child, prefix: path === undefined ? '' : (textOf(path) ?? ''), site });
  return undefined;
};

/** The field of an HTTPAuth object for what its `verify_token` function says. */
const verifiedField = '<verified>';

/**
 * `@auth.verify_token`: what the function returns is the current user. It is a verified identity, unless the function
 * only takes a token apart.
 */
const verifier: CallModel = ({ callee, arguments: args, site }, { call }) => {
  const [handler] = args.positional;
  if (handler === undefined || callee.base === undefined) return handler;
  const isBasic = callee.path.endsWith('verify_password');
  const given = isBasic ? ['Authorization.username', 'Authorization.password'] : ['Authorization'];
  const user = call(
    handler,
    given.map((name) => requested('header', name, site)),
  );
  const isUnverified = deepSources(user).some((source) => source.kind === 'request' && source.origin === 'token');
  callee.base.fields.set(verifiedField, isUnverified ? user : identified(`${callee.base.path}.current_user`, site));
  return handler;
};

function currentUser(path: string, site: Site, known: Value | undefined): Value {
  return known ?? identified(path, site);
}

/** `auth.current_user` of APIFlask. */
const currentUserMember: MemberModel = ({ path, base, site }) =>
  currentUser(path, site, base.fields.get(verifiedField));

/** `auth.current_user()` of Flask-HTTPAuth. */
const currentUserCall: CallModel = ({ path, callee, site }) =>
  currentUser(path, site, callee.base?.fields.get(verifiedField));

/** The way to what stands for a role that a decorator asks for. */
const roleMark = '<role>';

/** `@auth.login_required(role='admin')`, `@app.auth_required(auth, roles=['admin'])`: without a role it stays a mark. */
const roleDecorator: CallModel = ({ callee, arguments: args, site }) => {
  const [view] = args.positional;
  const role = callee.arguments?.named.get('role') ?? callee.arguments?.named.get('roles');
  return view === undefined || role === undefined ? undefined : withMark(view, externalOf(external(roleMark, site)));
};

const httpAuth = ['HTTPBasicAuth', 'HTTPTokenAuth', 'HTTPDigestAuth', 'MultiAuth'];
const apis = ['flask_restful.Api', 'flask_restx.Api', 'flask_smorest.Api'];
const namespaces = ['flask_restx.Namespace()', 'flask_restx.Api().namespace()', 'flask_restx.Api()'];

const httpErrors = [
  'BadRequest',
  'Unauthorized',
  'Forbidden',
  'NotFound',
  'Conflict',
  'UnprocessableEntity',
  'TooManyRequests',
  'InternalServerError',
  'BadGateway',
  'ServiceUnavailable',
];

const asking = [
  ...httpAuth.map((name) => `flask_httpauth.${name}().login_required()`),
  ...['apiflask.APIFlask()', 'apiflask.APIBlueprint()', 'apiflask'].map((app) => `${app}.auth_required()`),
];

export const flaskExtensionCalls: readonly (readonly [string, CallModel])[] = [
  ...asking.map((path): [string, CallModel] => [path, roleDecorator]),
  ...apis.flatMap((api): [string, CallModel][] => [
    [api, belongsToApp(api.endsWith('smorest.Api') ? 'spec_prefix' : 'prefix')],
    [`${api}().init_app`, initApp],
    [`${api}().register_blueprint`, registerBlueprint],
    [`${api}().add_resource`, addResource],
    [`${api}().resource()`, routeDecorator(undefined)],
    [`${api}().add_namespace`, addNamespace],
  ]),
  ...namespaces.flatMap((api): [string, CallModel][] => [
    [`${api}.route()`, routeDecorator(undefined)],
    [`${api}.add_resource`, addResource],
    [`${api}.abort`, abortingWith(['message', 1])],
  ]),
  ['flask_restful.abort', abortingWith(['message'], ['error'], ['description'])],
  ['flask_restx.abort', abortingWith(['message', 1])],
  ['flask_smorest.abort', abortingWith(['message'], ['exc'], ['errors'])],
  ['apiflask.abort', abortingWith(['message', 1], ['detail', 2])],
  ['apiflask.HTTPError', abortingWith(['message', 1], ['detail', 2])],
  ['flask.abort', abortingWith(['description', 1])],
  ['werkzeug.exceptions.abort', abortingWith(['description', 1])],
  ...httpErrors.map((name): [string, CallModel] => [`werkzeug.exceptions.${name}`, answeringError(['description', 0])]),
  ['flask.Response', answerOf('response')],
  ['flask.render_template', templateAnswer],
  ['flask.render_template_string', templateAnswer],
  ['flask.json.jsonify', passes],
  ...httpAuth.flatMap((name): [string, CallModel][] =>
    ['flask_httpauth', 'apiflask', 'apiflask.security'].flatMap((module): [string, CallModel][] => [
      [`${module}.${name}().verify_token`, verifier],
      [`${module}.${name}().verify_password`, verifier],
      [`${module}.${name}().current_user`, currentUserCall],
    ]),
  ),
];

export const flaskExtensionMembers: readonly (readonly [string, MemberModel])[] = [
  ...httpAuth.map((name): [string, MemberModel] => [`apiflask.${name}().current_user`, currentUserMember]),
  ...namespaces.map((api): [string, MemberModel] => [`${api}.payload`, requestMember('body')]),
];

export const flaskExtensionMarks: readonly (readonly [string, readonly string[]])[] = [
  ...asking.map((path): [string, readonly string[]] => [path, [authenticated]]),
  [roleMark, [authenticated, privileged]],
  ['flask_jwt_extended.fresh_jwt_required', [authenticated]],
  ['flask_jwt_extended.jwt_refresh_token_required', [authenticated]],
  ['flask_security.login_required', [authenticated]],
  ['flask_security.auth_token_required', [authenticated]],
];
