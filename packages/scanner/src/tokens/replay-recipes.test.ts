import { execFileSync } from 'node:child_process';
import type { Exchange, Identity } from '@middlebrick/model';
import { describe, expect, test } from 'vitest';
import jwtAlgNone from '../checks/auth/jwt-alg-none.ts';
import jwtExpiredAccepted from '../checks/auth/jwt-expired-accepted.ts';
import jwtSignatureNotVerified from '../checks/auth/jwt-signature-not-verified.ts';
import jwtWeakSecret from '../checks/auth/jwt-weak-secret.ts';
import sessionForgeable from '../checks/auth/session-forgeable.ts';
import type { Alteration, ProbeTools } from '../define-check.ts';
import type { Survey, SurveyPart } from '../survey/survey.ts';
import type { Credential } from './carried.ts';
import { formatCookies } from './cookies.ts';
import { forgeCredential } from './forge.ts';
import { parseForgeArguments } from './forge-command.ts';
import { parseJwt } from './jwt.ts';
import { meApi, tokenFor } from './jwt-api.fixture.ts';

const session = (id: string): string => Buffer.from(JSON.stringify({ user_id: id })).toString('base64url');

/** A survey of `GET /me` for users with these credentials, and every alteration that a probe asks for. */
function recorded(credentials: Readonly<Record<string, Credential>>) {
  const identities: Identity[] = Object.entries({ alice: 'u-1041', bob: 'u-1042' })
    .filter(([name]) => name in credentials)
    .map(([name, id]) => ({ name, credential: 'cookie', subjects: [id], isPrivileged: false }));
  const known = new Map<string, Credential>(Object.entries(credentials));
  const alterations: { of: string; alteration: Alteration }[] = [];
  const api = meApi((request) =>
    subjectOf(request.headers.get('authorization') ?? request.headers.get('cookie') ?? ''),
  );
  const send = async (identity: Identity): Promise<Exchange> => {
    const { bearer, cookies = {} } = known.get(identity.name) ?? {};
    const headers = { ...(bearer ? { authorization: `Bearer ${bearer}` } : {}), cookie: formatCookies(cookies) };
    const answer = api(new Request('http://api.test/me', { headers }));
    return exchangeOf(identity.name, answer.status, await answer.text());
  };
  const survey = async (): Promise<Survey> => ({
    surface: { operations: [], securitySchemes: [], source: '', warnings: [], resolve: (node) => node },
    identities,
    baselines: await Promise.all(
      identities.map(async (identity) => ({
        operation: 'GET /me',
        identity: identity.name,
        values: {},
        request: { method: 'GET', path: '/me' },
        exchange: await send(identity),
      })),
    ),
    objects: [],
    items: [],
    tokens: identities.flatMap(({ name }) => {
      const jwt = parseJwt(known.get(name)?.bearer ?? '');
      return jwt ? [{ identity: name, kind: 'jwt' as const, header: jwt.header, claims: jwt.claims }] : [];
    }),
    made: [],
    accounts: [],
    policy: null,
  });
  const tools = async (): Promise<ProbeTools<SurveyPart>> => ({
    survey: await survey(),
    surface: (await survey()).surface,
    send: (_, identity) => send(identity),
    request: () => undefined,
    lookalike: (value) => value.replace(/\d/g, '9'),
    derive: (identity, alteration) => {
      alterations.push({ of: identity.name, alteration });
      return { ...identity, name: `${identity.name}+${alteration.name}` };
    },
    credential: ({ name }) => known.get(name) ?? { cookies: {} },
    active: undefined as never,
    random: () => 0.5,
  });
  return { alterations, tools };
}

function subjectOf(credential: string): string | null {
  const jwt = parseJwt(credential);
  if (jwt !== undefined) return String(jwt.claims.sub);
  const value = /session=([^;]+)/.exec(credential)?.[1];
  return value === undefined ? null : String(JSON.parse(Buffer.from(value, 'base64url').toString()).user_id);
}

function exchangeOf(identity: string, status: number, body: string): Exchange {
  return {
    id: identity,
    identity,
    purpose: '',
    request: { method: 'GET', url: 'http://api.test/me', headers: [] },
    response: { status, headers: [], body, bytes: body.length, truncated: false },
    startedAt: '2026-01-01T00:00:00.000Z',
    milliseconds: 1,
  };
}

/** What `middlebrick forge` prints when a shell is given the recipe. */
function forgedByShell(recipe: string, env: Readonly<Record<string, string>>): string {
  const words = execFileSync('sh', ['-c', `printf '%s\\0' ${recipe}`], { env, encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
  const { recipe: parsed, clear } = parseForgeArguments(words);
  return forgeCredential(parsed, clear);
}

const alice = tokenFor('u-1041', 'secret', { iss: "https://o'hara.example" });
const bob = tokenFor('u-1042', 'secret', { iss: 'https://id.example', iat: 1_700_000_777 });
const env = {
  ALICE_TOKEN: alice,
  BOB_TOKEN: bob,
  BOB_COOKIE_SESSION: session('u-1042'),
  ALICE_COOKIE_SESSION: session('u-1041'),
  BOB_COOKIE_THEME: 'dark',
};

describe('a recipe makes the very credential that was sent', () => {
  test.each([
    ['jwt-alg-none', jwtAlgNone],
    ['jwt-signature-not-verified', jwtSignatureNotVerified],
    ['jwt-weak-secret', jwtWeakSecret],
    ['jwt-expired-accepted', jwtExpiredAccepted],
  ] as const)('%s', async (_, check) => {
    const { alterations, tools } = recorded({
      alice: { bearer: alice, cookies: {} },
      bob: { bearer: bob, cookies: {} },
    });
    await check.probe(await tools());
    const withRecipe = alterations.filter(({ alteration }) => alteration.recipe !== undefined);
    expect(withRecipe.length).toBeGreaterThan(0);
    for (const { alteration } of withRecipe)
      expect(forgedByShell(alteration.recipe ?? '', env)).toBe(alteration.bearer);
  });

  test('session-forgeable', async () => {
    const { alterations, tools } = recorded({
      alice: { cookies: { session: session('u-1041') } },
      bob: { cookies: { theme: 'dark', session: session('u-1042') } },
    });
    await sessionForgeable.probe(await tools());
    const withRecipe = alterations.filter(({ alteration }) => alteration.recipe !== undefined);
    expect(withRecipe.length).toBeGreaterThan(0);
    for (const { alteration } of withRecipe)
      expect(forgedByShell(alteration.recipe ?? '', env)).toBe(alteration.cookie);
  });
});
