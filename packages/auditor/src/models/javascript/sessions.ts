import { authenticated } from '../../flow/facts.ts';
import { external, externalOf, plain } from '../../flow/value.ts';
import type { CallModel } from '../contract.ts';
import { identified, requested } from '../tools.ts';
import { closureOf, each, fields } from './values.ts';

/*
 * Sessions and identities of libraries and services: Clerk, Auth.js, Auth0, Firebase, Supabase and others.
 */

/** Who is signed in; nothing where nobody is. */
const identity: CallModel = ({ path, site }) => identified(`${path}()`, site);

/** Throws, or answers by itself, when nobody is signed in. */
const required: CallModel = ({ path, site }, { learn }) => {
  learn([authenticated]);
  return identified(`${path}()`, site);
};

/** The identity is a part of what comes back: `const { data: { user } } = await supabase.auth.getUser()`. */
function dataOf(name: string): CallModel {
  return ({ path, site }) => fields({ data: fields({ [name]: identified(`${path}()`, site, name) }), error: plain });
}

/** The same for a client that is made in a file that cannot be seen. */
export const supabaseByName: CallModel = (call, tools) =>
  /(?:^|\.)auth\.getUser$/.test(call.path) ? dataOf('user')(call, tools) : undefined;

/** Supabase reads it from a cookie and verifies nothing: its documentation warns of it. */
const unverifiedSession: CallModel = ({ site }) =>
  fields({ data: fields({ session: requested('token', 'session', site) }), error: plain });

/** Cognito gives the user of an access token only when the token is valid. */
const userOfToken: CallModel = (call, tools) => {
  const command = call.arguments.positional[0] === undefined ? undefined : externalOf(call.arguments.positional[0]);
  return command?.path.endsWith('.GetUserCommand()') === true ? required(call, tools) : undefined;
};

/** A handler around another; it is not run before there is a request. */
export const wrapper: CallModel = ({ path, callee, arguments: args, site }) =>
  external(`${path}()`, site, { arguments: args, base: callee });

/** Auth.js: `auth()` is the session, `auth(handler)` a handler that has one. */
const sessionOrHandler: CallModel = (call, tools) =>
  call.arguments.positional.some((value) => closureOf(value) !== undefined)
    ? wrapper(call, tools)
    : identity(call, tools);

const clerk = ['nextjs/server', 'nextjs', 'express', 'fastify', 'backend', 'remix/ssr.server'];

const supabaseMakers = [
  ...['@supabase/ssr.createServerClient', '@supabase/auth-helpers-nextjs.createServerComponentClient'],
  ...['createRouteHandlerClient', 'createPagesServerClient', 'createServerActionClient', 'createMiddlewareClient'].map(
    (name) => `@supabase/auth-helpers-nextjs.${name}`,
  ),
];

/** Other ways to the same object. */
export const sessionAliases: readonly (readonly [string, string])[] = [
  ...supabaseMakers.map((path) => [`${path}()`, '@supabase/supabase-js.createClient()'] as const),
  ['firebase-admin/auth.getAuth()', 'firebase-admin.auth()'],
  ['firebase-admin.initializeApp().auth()', 'firebase-admin.auth()'],
  ['@auth0/nextjs-auth0/server.Auth0Client()', '@auth0/nextjs-auth0'],
  ['@auth0/nextjs-auth0.initAuth0()', '@auth0/nextjs-auth0'],
];

const firebase = 'firebase-admin.auth()';
const supabase = '@supabase/supabase-js.createClient().auth';

export const sessionCalls: readonly (readonly [string, CallModel])[] = [
  ...clerk.flatMap((name) => [
    ...each([`@clerk/${name}.getAuth`, `@clerk/${name}.auth`, `@clerk/${name}.currentUser`], identity),
    ...each([`@clerk/${name}.auth.protect`, `@clerk/${name}.verifyToken`], required),
  ]),
  ['@hono/clerk-auth.getAuth', identity],
  ...each(['next-auth.getServerSession', 'next-auth/next.getServerSession', 'next-auth/react.getSession'], identity),
  ...each(['next-auth/next.unstable_getServerSession', 'next-auth/jwt.getToken', 'next-auth/jwt.decode'], identity),
  ...each(['@auth/express.getSession', '@auth/core/jwt.getToken', 'iron-session.getIronSession'], identity),
  ['next-auth().auth', sessionOrHandler],
  ...each(['iron-session/next.withIronSessionApiRoute', '@auth0/nextjs-auth0.withApiAuthRequired'], wrapper),
  ...each(['express-async-handler', 'express-async-wrap', 'hono/factory.createMiddleware'], wrapper),
  ...each(['@clerk/nextjs/server.clerkMiddleware', '@clerk/nextjs/server.createRouteMatcher'], wrapper),
  ['@auth0/nextjs-auth0.getSession', identity],
  ...each([`${firebase}.verifyIdToken`, `${firebase}.verifySessionCookie`], required),
  [`${supabase}.getUser`, dataOf('user')],
  [`${supabase}.getClaims`, dataOf('claims')],
  [`${supabase}.getSession`, unverifiedSession],
  ['better-auth.betterAuth().api.getSession', identity],
  ['lucia.Lucia().validateSession', identity],
  ['@kinde-oss/kinde-auth-nextjs/server.getKindeServerSession().getUser', identity],
  ['@workos-inc/authkit-nextjs.withAuth', identity],
  ['@stackframe/stack.StackServerApp().getUser', identity],
  ['@aws-sdk/client-cognito-identity-provider.CognitoIdentityProviderClient().send', userOfToken],
  ['@aws-sdk/client-cognito-identity-provider.CognitoIdentityProvider().getUser', required],
  ['aws-sdk.CognitoIdentityServiceProvider().getUser', required],
  ['hono/cookie.getSignedCookie', identity],
  ['cookie-signature.unsign', identity],
];
