import { type Context, Hono } from 'hono';
import { members, type Person } from './people.ts';
import type { JsonObject } from './trap.ts';

export interface Environment {
  Variables: { caller: Person };
}
export type App = Hono<Environment>;
export type Call = Context<Environment>;

/** What may be peculiar about the way in. */
export interface Doors {
  people?: readonly Person[];
  /** Paths that need no token. */
  open?: readonly RegExp[];
  /** Who a token belongs to, when tokens have a life of their own. */
  callerOf?(token: string, call: Call): Person | undefined;
  /** Where the token of a request is; in a bearer header by default. */
  tokenIn?(call: Call): string | undefined;
  /** The answer to a missing or unknown token. */
  refuse?(call: Call, token: string | undefined): Response;
}

/**
 * A small API with the manners of a real one: bearer tokens, 401 with a challenge, `/me`, 404 in JSON and the headers
 * that private answers need.
 */
export function smallApi({
  people = members,
  open = [],
  callerOf,
  tokenIn = bearerIn,
  refuse = unauthorized,
}: Doors = {}): App {
  const holderOf = callerOf ?? ((token: string) => people.find((person) => person.token === token));
  const app: App = new Hono();
  app.use(async (call, next) => {
    await next();
    call.res.headers.set('X-Content-Type-Options', 'nosniff');
    if (!call.res.headers.has('Cache-Control')) call.res.headers.set('Cache-Control', 'no-store');
  });
  app.use(async (call, next) => {
    if (open.some((path) => path.test(call.req.path))) return next();
    const token = tokenIn(call);
    const caller = token === undefined ? undefined : holderOf(token, call);
    if (caller === undefined) return refuse(call, token);
    call.set('caller', caller);
    return next();
  });
  app.get('/me', (call) => call.json(selfOf(call.get('caller'))));
  app.notFound(missing);
  return app;
}

function bearerIn(call: Call): string | undefined {
  return /^Bearer (\S+)$/.exec(call.req.header('Authorization') ?? '')?.[1];
}

/** What `/me` says of a caller. */
export function selfOf({ id, name, email, role }: Person): { id: string; name: string; email: string; role?: string } {
  return { id, name, email, ...(role === 'admin' ? { role } : {}) };
}

export function unauthorized(call: Call): Response {
  return call.json({ error: 'sign in first' }, 401, { 'WWW-Authenticate': 'Bearer' });
}

/** The same for what does not exist and for what is not the caller's, so that neither is told from the other. */
export function missing(call: Call): Response {
  return call.json({ error: 'not found' }, 404);
}

/** The fields of a JSON body; none when it is not an object. */
export async function fieldsOf(call: Call): Promise<JsonObject> {
  const body: unknown = await call.req.json().catch(() => undefined);
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as JsonObject) : {};
}
