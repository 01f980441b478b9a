import { authenticated, privileged, vouched } from '../../flow/facts.ts';
import { external, externalOf, plain, type Truth, textOf } from '../../flow/value.ts';
import type { CallModel, ModelCall } from '../contract.ts';
import { identified } from '../tools.ts';
import { wrapper } from './sessions.ts';
import { closureOf, each, fieldOf, fields, fresh } from './values.ts';

/*
 * Who may do what, where somebody else decides it: CASL, Casbin, Cerbos, OpenFGA, Oso, and guards in front of routes.
 */

const nothing = new Set<string>();
const grants: Truth = { whenTrue: new Set([vouched]), whenFalse: nothing };
const refusals: Truth = { whenTrue: nothing, whenFalse: new Set([vouched]) };

const abilities = ['defineAbility', 'createMongoAbility', 'Ability', 'PureAbility'];

export const permissionTruths: readonly (readonly [string, (call: ModelCall) => Truth | undefined])[] = [
  ...abilities.flatMap((ability) => [
    [`@casl/ability.${ability}().can`, () => grants] as const,
    [`@casl/ability.${ability}().cannot`, () => refusals] as const,
  ]),
  ['@casl/ability.AbilityBuilder().build().can', () => grants],
  ['@casl/ability.AbilityBuilder().build().cannot', () => refusals],
  ['casbin.newEnforcer().enforce', () => grants],
  ['@cerbos/grpc.GRPC().isAllowed', () => grants],
  ['@cerbos/http.HTTP().isAllowed', () => grants],
  ['oso.Oso().isAllowed', () => grants],
  ['oso-cloud.Oso().authorize', () => grants],
  ...['express.request', 'koa.context'].map(
    (request) =>
      [`${request}.isAuthenticated`, () => ({ whenTrue: new Set([authenticated]), whenFalse: nothing })] as const,
  ),
  ['express.request.isUnauthenticated', () => ({ whenTrue: nothing, whenFalse: new Set([authenticated]) })],
];

/** Throws when somebody is not allowed. */
const allows: CallModel = (_, { learn }) => {
  learn([vouched]);
  return plain;
};

export const permissionCalls: readonly (readonly [string, CallModel])[] = [
  ...each(['@casl/ability.ForbiddenError.from().throwUnlessCan', 'oso.Oso().authorize'], allows),
  // Says yes or no, whatever its name sounds like.
  ['oso-cloud.Oso().authorize', fresh],
  ['@openfga/sdk.OpenFgaClient().check', () => fields({ allowed: { ...plain, truth: grants } })],
];

const signedIn = [authenticated];
const withRole = [authenticated, privileged];

/** What stands in front of routes and lets only some through, by the path of what is registered. */
export const permissionMarks: readonly (readonly [string, readonly string[]])[] = [
  ...each(['passport.authenticate()', 'passport.authorize()', 'koa-passport.authenticate()'], signedIn),
  ...each(['@fastify/passport.authenticate()', 'connect-ensure-login.ensureLoggedIn()'], signedIn),
  ...each(['express-jwt.expressjwt()', 'express-jwt()'], signedIn),
  ...each(['express-jwt.expressjwt().unless()', 'express-jwt().unless()', 'koa-jwt().unless()'], signedIn),
  ...each(['express-oauth2-jwt-bearer.auth()', 'express-oauth2-jwt-bearer.requiredScopes()'], signedIn),
  ...each(['express-oauth2-jwt-bearer.scopeIncludesAny()', 'express-oauth2-jwt-bearer.claimCheck()'], signedIn),
  ...each(['express-oauth2-jwt-bearer.claimEquals()', 'express-oauth2-jwt-bearer.claimIncludes()'], withRole),
  ...each(['express-openid-connect.auth()', 'express-openid-connect.requiresAuth()'], signedIn),
  ...each(['express-openid-connect.claimEquals()', 'express-openid-connect.claimIncludes()'], withRole),
  ...each(['keycloak-connect().protect()', '@clerk/express.requireAuth()', 'express-basic-auth()'], signedIn),
  ['@clerk/clerk-sdk-node.ClerkExpressRequireAuth()', signedIn],
  ['express-jwt-permissions().check()', withRole],
  ...each(
    ['express-oauth2-jwt-bearer.requiredScopes(admin)', 'express-oauth2-jwt-bearer.scopeIncludesAny(admin)'],
    withRole,
  ),
  ...each(['koa-jwt()', 'koa-basic-auth()', 'hono/jwt.jwt()', 'hono/jwk.jwk()'], signedIn),
  ...each(['hono/bearer-auth.bearerAuth()', 'hono/basic-auth.basicAuth()', 'fastify().basicAuth'], signedIn),
  ['@auth0/nextjs-auth0.withApiAuthRequired()', signedIn],
  // Brings a session where there is one, and asks for nothing.
  ...each(['next-auth().auth', 'next-auth().auth()', 'auth.auth', 'auth.auth()', 'lib/auth.auth()'], []),
  ...each(['@nestjs/passport.AuthGuard()', '@nestjs/passport.AuthGuard'], signedIn),
];

/** A middleware that is called by a function of the audited code: `(req, res, next) => auth(req, res, next)`. */
function calledBy(facts: readonly string[]): CallModel {
  return ({ path, callee, arguments: args, site }, { learn, call }) => {
    const next = args.positional.at(-1);
    if (next === undefined || externalOf(next)?.path !== '<next>') return undefined;
    // Passport's callback decides by itself: `(error, user) => { …; next() }`.
    const decide = callee.arguments?.positional.at(-1);
    if (decide !== undefined && closureOf(decide) !== undefined)
      return call(decide, [plain, identified(path, site), plain]);
    learn(facts);
    return call(next, []);
  };
}

/** Signing in is asked for unless `authRequired` says otherwise. */
const openIdConnect: CallModel = ({ path, callee, arguments: args, site }) => {
  const isAsked = fieldOf(args.positional[0], 'authRequired');
  const isOptional = isAsked?.shape.kind === 'constant' && isAsked.shape.value === false;
  return external(isOptional ? `${path}(optional)` : `${path}()`, site, { arguments: args, base: callee });
};

/** Anybody may have `read:orders`; `admin:orders` is for those who are given it. */
const scopes: CallModel = ({ path, callee, arguments: args, site }) => {
  const asked = args.positional.flatMap((value) => [value, ...(value.shape.kind === 'list' ? value.shape.items : [])]);
  const isForSome = asked.some((value) => /(?:^|[^a-z])admin/i.test(textOf(value) ?? ''));
  return external(isForSome ? `${path}(admin)` : `${path}()`, site, { arguments: args, base: callee });
};

/** A token is asked for unless `credentialsRequired` says otherwise. */
const expressJwt: CallModel = ({ path, callee, arguments: args, site }) => {
  const isAsked = fieldOf(args.positional[0], 'credentialsRequired');
  const isOptional = isAsked?.shape.kind === 'constant' && isAsked.shape.value === false;
  return external(isOptional ? `${path}(optional)` : `${path}()`, site, { arguments: args, base: callee });
};

export const permissionMiddlewares: readonly (readonly [string, CallModel])[] = [
  ...permissionMarks.filter(([, facts]) => facts.length > 0).map(([path, facts]) => [path, calledBy(facts)] as const),
  ...each(['passport.authenticate', 'koa-passport.authenticate', '@fastify/passport.authenticate'], wrapper),
  ['express-openid-connect.auth', openIdConnect],
  ...each(['express-jwt.expressjwt', 'express-jwt'], expressJwt),
  ...each(['express-oauth2-jwt-bearer.requiredScopes', 'express-oauth2-jwt-bearer.scopeIncludesAny'], scopes),
];
