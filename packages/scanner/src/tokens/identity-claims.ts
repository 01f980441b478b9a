import type { Identity, RequestSpec } from '@middlebrick/model';
import { unsignedJwt } from './jwt.ts';
import { shapeOf } from './payload.ts';

/** What a header or parameter that names the caller usually holds. */
type Wanted = 'id' | 'name' | 'email' | 'tenant' | 'token';

/** A place in a request where a caller can say who it is without proving it. */
export interface Claim {
  name: string;
  wants: Wanted;
}

/** Headers by which gateways and proxies tell a service who the caller is, and which applications came to believe. */
export const identityHeaders: readonly Claim[] = [
  { name: 'X-User-Id', wants: 'id' },
  { name: 'X-UserId', wants: 'id' },
  { name: 'User-Id', wants: 'id' },
  { name: 'X-User', wants: 'name' },
  { name: 'X-Username', wants: 'name' },
  { name: 'X-User-Name', wants: 'name' },
  { name: 'X-User-Email', wants: 'email' },
  { name: 'X-Authenticated-User', wants: 'name' },
  { name: 'X-Authenticated-Userid', wants: 'id' },
  { name: 'X-Forwarded-User', wants: 'name' },
  { name: 'X-Forwarded-Email', wants: 'email' },
  { name: 'X-Forwarded-Preferred-Username', wants: 'name' },
  { name: 'X-Remote-User', wants: 'name' },
  { name: 'Remote-User', wants: 'name' },
  { name: 'X-Auth-User', wants: 'name' },
  { name: 'X-Auth-Request-User', wants: 'name' },
  { name: 'X-Auth-Request-Email', wants: 'email' },
  { name: 'X-Auth-Request-Preferred-Username', wants: 'name' },
  { name: 'X-Webauth-User', wants: 'name' },
  { name: 'X-Goog-Authenticated-User-Email', wants: 'email' },
  { name: 'X-Ms-Client-Principal-Name', wants: 'name' },
  { name: 'X-Ms-Client-Principal-Id', wants: 'id' },
  { name: 'X-Amzn-Oidc-Identity', wants: 'id' },
  { name: 'X-Amzn-Oidc-Data', wants: 'token' },
  { name: 'X-Consumer-Custom-Id', wants: 'id' },
  { name: 'X-Consumer-Username', wants: 'name' },
  { name: 'X-Impersonate-User', wants: 'id' },
  { name: 'X-Customer-Id', wants: 'id' },
  { name: 'X-Account-Id', wants: 'id' },
  { name: 'X-Tenant-Id', wants: 'tenant' },
  { name: 'X-Tenant', wants: 'tenant' },
  { name: 'X-Org-Id', wants: 'tenant' },
  { name: 'X-Organization-Id', wants: 'tenant' },
  { name: 'X-Workspace-Id', wants: 'tenant' },
];

/** Query parameters and cookies that name a user, an owner or an account. */
export const identityParameters: readonly Claim[] = [
  { name: 'user_id', wants: 'id' },
  { name: 'userId', wants: 'id' },
  { name: 'uid', wants: 'id' },
  { name: 'user', wants: 'id' },
  { name: 'username', wants: 'name' },
  { name: 'owner', wants: 'id' },
  { name: 'owner_id', wants: 'id' },
  { name: 'ownerId', wants: 'id' },
  { name: 'account', wants: 'id' },
  { name: 'account_id', wants: 'id' },
  { name: 'accountId', wants: 'id' },
  { name: 'customer_id', wants: 'id' },
  { name: 'profile_id', wants: 'id' },
  { name: 'member_id', wants: 'id' },
  { name: 'email', wants: 'email' },
  { name: 'as', wants: 'id' },
  { name: 'impersonate', wants: 'id' },
  { name: 'tenant', wants: 'tenant' },
  { name: 'tenant_id', wants: 'tenant' },
  { name: 'org_id', wants: 'tenant' },
];

/** One claim with its value. */
export interface Said extends Claim {
  value: string;
}

/** Rounds of values that are tried: an identity may be known by an id and by a name, and nobody says which is meant. */
const maxRounds = 3;

/**
 * What to say to pass for an identity, round by round: in each, every claim has one value that fits what it wants.
 * Later rounds hold only claims for which there is yet another value.
 */
export function roundsFor(claims: readonly Claim[], victim: Pick<Identity, 'subjects' | 'tenant'>): Said[][] {
  const values = claims.map((claim) => ({ claim, values: valuesFor(claim.wants, victim) }));
  const rounds = Array.from({ length: maxRounds }, (_, round) =>
    values.flatMap(({ claim, values: options }) => {
      const value = options[round];
      return value === undefined ? [] : [{ ...claim, value }];
    }),
  );
  return rounds.filter((round) => round.length > 0);
}

/** The same claims in nobody's name. */
export function inNobodysName(said: readonly Said[], lookalike: (value: string) => string): Said[] {
  return said.map((one) => ({
    ...one,
    value: one.wants === 'token' ? oidcData('nobody-5f0c2b7d') : lookalike(one.value),
  }));
}

function valuesFor(wants: Wanted, { subjects, tenant }: Pick<Identity, 'subjects' | 'tenant'>): string[] {
  const usable = subjects.filter((subject) => /^[\x21-\x7e]{1,128}$/.test(subject));
  if (wants === 'tenant') return tenant === undefined ? [] : [tenant];
  const emails = usable.filter((subject) => shapeOf(subject) === 'email');
  if (wants === 'email') return emails;
  const ids = usable.filter((subject) => ['number', 'uuid'].includes(shapeOf(subject)));
  const names = usable.filter((subject) => shapeOf(subject) === 'name');
  if (wants === 'token') return [...ids, ...names].slice(0, 1).map(oidcData);
  return wants === 'id' ? [...ids, ...names, ...emails] : [...names, ...emails, ...ids];
}

/** What an AWS load balancer would pass on, under a signature that it did not make. */
function oidcData(subject: string): string {
  const token = unsignedJwt({ typ: 'JWT', kid: 'none' }, { sub: subject, username: subject }, 'ES256');
  return `${token}${Buffer.alloc(64, 1).toString('base64url')}`;
}

/** A request that says so in headers. */
export function withHeaders(request: RequestSpec, said: readonly Said[]): RequestSpec {
  const names = new Set(said.map(({ name }) => name.toLowerCase()));
  const kept = (request.headers ?? []).filter(([name]) => !names.has(name.toLowerCase()));
  return { ...request, headers: [...kept, ...said.map(({ name, value }): [string, string] => [name, value])] };
}

/** A request that says so in its query; parameters of the same names are replaced. */
export function withQuery(request: RequestSpec, said: readonly Said[]): RequestSpec {
  const mark = request.path.indexOf('?');
  const path = mark === -1 ? request.path : request.path.slice(0, mark);
  const names = new Set(said.map(({ name }) => name));
  const kept =
    mark === -1
      ? []
      : request.path
          .slice(mark + 1)
          .split('&')
          .filter((pair) => !names.has(pair.split('=')[0] ?? ''));
  const added = said.map(({ name, value }) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return { ...request, path: `${path}?${[...kept, ...added].filter((pair) => pair !== '').join('&')}` };
}

/** A request that says so in cookies. */
export function withCookies(request: RequestSpec, said: readonly Said[]): RequestSpec {
  const cookie = said.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
  return { ...request, headers: [...(request.headers ?? []), ['Cookie', cookie]] };
}
