import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { type Described, describeApi } from './describe-api.ts';
import { alice, bob, idOf, type Person, secretOf } from './people.ts';
import { type App, type Call, fieldsOf, missing, smallApi, unauthorized } from './small-api.ts';
import type { JsonObject } from './trap.ts';
import type { World } from './world.ts';

/** What may be peculiar about how people register, sign in, sign out and leave. */
export interface AccountPeculiarities {
  /** Refuses a registration; nothing when it is taken. */
  refuse?(fields: JsonObject, call: Call): Response | undefined;
  /** What a registration decides about the new person besides name, address and password. */
  decide?(fields: JsonObject): Partial<Person>;
  /** Refuses a login with the right password. */
  refuseLogin?(call: Call): Response | undefined;
  /** The answer to a wrong password and to an unknown address. */
  wrong?(call: Call, isKnown: boolean): Response;
  /** Turns a login away after so many wrong passwords in a row for one address. By default with 429, after five. */
  throttle?(call: Call, wrong: number): Response | undefined | Promise<Response | undefined>;
  /** Fewest characters of a password. */
  leastPassword?: number;
  /** Requests that a token is good for. */
  tokenLife?: number;
  /** Whether a login sets a cookie and answers no token. */
  usesCookies?: boolean;
  /** Whether signing out ends the session on the server. */
  endsSessions?: boolean;
  /** Paths besides registration and login that need no token. */
  open?: readonly RegExp[];
  /** Refuses to delete an account. */
  refuseDeletion?(call: Call): Response | undefined;
}

/** Somebody else's accounts, who were there before the scan. */
const first: readonly Person[] = [alice, bob];

/** The operations of {@link serveAccounts}. */
const accountOperations: Readonly<Record<string, Described>> = {
  'POST /register': { isOpen: true, body: ['name', 'email', 'password'] },
  'POST /login': { isOpen: true, body: ['email', 'password'] },
  'DELETE /me': {},
};

/** An OpenAPI document of these operations besides those by which people register, sign in and leave. */
export function describeWithAccounts(title: string, operations: Readonly<Record<string, Described>>): JsonObject {
  return describeApi(title, { ...accountOperations, ...operations });
}

/** An API at which people register, sign in and delete their accounts, well guarded unless it is told otherwise. */
export function apiWithAccounts(world: World, peculiar: AccountPeculiarities = {}): App {
  return openAccounts(world, peculiar).app;
}

/** The same, with the people themselves, by their addresses. */
export function openAccounts(
  world: World,
  peculiar: AccountPeculiarities = {},
): { app: App; people: Map<string, Person> } {
  const people = world.table('account', first, ({ email }) => email);
  const sessions = new Map<string, { email: string; left: number }>();
  const wrong = new Map<string, number>();
  let count = 0;
  const app = smallApi({
    ...(peculiar.usesCookies === true ? { tokenIn: (call) => getCookie(call, 'session') } : {}),
    open: [/^\/(?:register|login)$/, ...(peculiar.open ?? [])],
    callerOf: (token) => {
      const session = sessions.get(token);
      if (session === undefined || session.left === 0) return undefined;
      session.left -= 1;
      return people.get(session.email);
    },
  });

  app.post('/register', async (call) => {
    const fields = await fieldsOf(call);
    const { name, email, password } = fields;
    if (typeof name !== 'string' || typeof email !== 'string' || typeof password !== 'string')
      return call.json({ error: 'name, email and password are required' }, 400);
    const refusal = peculiar.refuse?.(fields, call);
    if (refusal !== undefined) return refusal;
    if (password.length < (peculiar.leastPassword ?? 8))
      return call.json({ error: 'the password must have at least 8 characters' }, 400);
    if (people.has(email)) return call.json({ error: 'the email is taken' }, 409);
    const id = idOf(`person ${++count}`);
    people.set(email, { id, name, email, password, token: '', role: 'member', ...peculiar.decide?.(fields) });
    return call.json({ id, name, email }, 201);
  });

  app.post('/login', async (call) => {
    const { email, password } = await fieldsOf(call);
    const address = String(email);
    const person = people.get(address);
    const before = wrong.get(address) ?? 0;
    const refusal = await (peculiar.throttle ?? throttledAfterFive)(call, before);
    if (refusal !== undefined) return refusal;
    if (person === undefined || person.password !== password) {
      wrong.set(address, before + 1);
      return (peculiar.wrong ?? unauthorized)(call, person !== undefined);
    }
    wrong.delete(address);
    const unwelcome = peculiar.refuseLogin?.(call);
    if (unwelcome !== undefined) return unwelcome;
    const token = secretOf(`session ${sessions.size} of ${person.id}`);
    sessions.set(token, { email: address, left: peculiar.tokenLife ?? Number.POSITIVE_INFINITY });
    if (peculiar.usesCookies !== true) return call.json({ access_token: token });
    setCookie(call, 'session', token, { path: '/', httpOnly: true, secure: true, sameSite: 'Lax' });
    return call.json({ message: 'signed in' });
  });

  app.post('/logout', (call) => {
    const token = getCookie(call, 'session') ?? call.req.header('Authorization')?.slice('Bearer '.length) ?? '';
    deleteCookie(call, 'session', { path: '/' });
    if (peculiar.endsSessions !== false) sessions.delete(token);
    return call.json({ message: 'signed out' });
  });

  app.delete('/me', (call) => {
    const refusal = peculiar.refuseDeletion?.(call);
    if (refusal !== undefined) return refusal;
    const { email } = call.get('caller');
    wrong.delete(email);
    return people.delete(email) ? call.body(null, 204) : missing(call);
  });
  return { app, people };
}

function throttledAfterFive(call: Call, wrong: number): Response | undefined {
  return wrong < 5 ? undefined : call.json({ error: 'too many attempts' }, 429, { 'Retry-After': '600' });
}
