import type { JsonObject } from '@middlebrick/model';
import { signJwt } from './jwt.ts';

/** The private data of two users of a small API. */
const people: Readonly<Record<string, JsonObject>> = {
  'u-1041': { id: 'u-1041', nickname: 'Alice the first', motto: 'Rivers know the way', locker: 'blue-4471-zk' },
  'u-1042': { id: 'u-1042', nickname: 'Bob the builder', motto: 'Nails before paint', locker: 'green-9052-qp' },
};

/** A token as the small API issues it. */
export function tokenFor(sub: string, secret: string, more: JsonObject = {}): string {
  return signJwt({ typ: 'JWT' }, { sub, iat: 1_700_000_000, exp: 4_000_000_000, ...more }, 'HS256', secret);
}

/** Alice and Bob with tokens of the small API. */
export function bearersFor(secret: string, more: JsonObject = {}) {
  return [
    { name: 'alice', bearer: tokenFor('u-1041', secret, more), subjects: ['u-1041'] },
    { name: 'bob', bearer: tokenFor('u-1042', secret, more), subjects: ['u-1042'] },
  ];
}

/** `GET /me` of whom the API takes the caller for; 401 for nobody, 404 for an unknown one. */
export function meApi(whoIs: (request: Request) => string | null): (request: Request) => Response {
  return (request) => {
    if (new URL(request.url).pathname !== '/me') return Response.json({ error: 'not found' }, { status: 404 });
    const caller = whoIs(request);
    if (caller === null) return Response.json({ error: 'unauthorized' }, { status: 401 });
    const person = people[caller];
    return person === undefined ? Response.json({ error: 'no such user' }, { status: 404 }) : Response.json(person);
  };
}

/** The bearer token of a request. */
export function bearerOf(request: Request): string {
  return /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
}
