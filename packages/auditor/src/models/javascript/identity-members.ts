import { fromSources, type Site, type Value } from '../../flow/value.ts';
import type { MemberModel } from '../contract.ts';
import { identified, identityMember } from '../tools.ts';
import { each } from './values.ts';

/*
 * What middlewares hang on a request. A client cannot: whatever stands there, code of the server has put there, and what
 * the audited code puts there itself is seen before these are asked.
 */

/** Passport, express-jwt, express-session, express-openid-connect, Keycloak, hono/jwt and their like. */
const known = ['user', 'auth', 'session', 'oidc', 'kauth', 'passport', 'signedCookies', 'jwtPayload'];

/** What people call it themselves. */
const usual = [
  ...['userId', 'user_id', 'userID', 'uid', 'currentUser', 'current_user', 'authUser', 'authenticatedUser', 'me'],
  ...['account', 'accountId', 'tenant', 'tenantId', 'tenant_id', 'orgId', 'organizationId', 'customer', 'customerId'],
  ...['member', 'principal', 'identity', 'claims', 'decoded', 'decodedToken', 'jwt', 'tokenPayload', 'tokenData'],
  ...['payload', 'userData', 'userInfo', 'caller', 'callerId', 'subject', 'sub', 'isAdmin', 'role', 'roles'],
  ...['permissions', 'username', 'userEmail', 'apiUser', 'clerkUser', 'cognitoUser', 'userSub', 'userRole'],
];

/** What hangs on a request by this name, where it says who is calling. */
export function identityNamed(path: string, name: string, site: Site): Value | undefined {
  if (known.includes(name)) return identified(path, site);
  if (!usual.includes(name)) return undefined;
  return fromSources([{ kind: 'identity', by: path, name, confidence: 'tentative', site }]);
}

const tentative: MemberModel = ({ path, site }) => identityNamed(path, path.slice(path.lastIndexOf('.') + 1), site);

/** The members of a request that say who is calling. */
export function identityMembers(request: string): (readonly [string, MemberModel])[] {
  const paths = (names: readonly string[]): string[] => names.map((name) => `${request}.${name}`);
  return [...each(paths(usual), tentative), ...each(paths(known), identityMember)];
}
