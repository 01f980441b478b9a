import { type Budget, type HttpClient, inProcessTransport, openClient } from '@middlebrick/http';
import type {
  Exchange,
  JsonObject,
  Operation,
  Parameter,
  SchemaNode,
  SecurityScheme,
  Surface,
} from '@middlebrick/model';
import { operation } from '@middlebrick/testing';
import { type Context, Hono } from 'hono';
import { openSessions, type Sessions } from '../../identities/sessions.ts';
import type { Users } from '../contract.ts';
import { registerUsers } from '../users.ts';

type Refusal = Response | undefined;

export interface StoredUser {
  id: number;
  /** What was sent to register. */
  fields: JsonObject;
  password: string;
}

export interface ApiOptions {
  /** A refusal of a registration; nothing when it is taken. */
  refuse?: (fields: JsonObject, users: readonly StoredUser[]) => Refusal;
  /** The answer to a registration that was taken. */
  registered?: (user: StoredUser, token: () => string) => Response;
  /** A refusal of a login with the right password. */
  refuseLogin?: (user: StoredUser) => Refusal;
  /** The field of the registration that a login names the user by, and the field of the login. */
  calledBy?: { registration: string; login: string };
  /** The answer to a login that worked. */
  signedIn?: (token: string) => Response;
  /** The answer to a login with a wrong password. */
  wrongLogin?: () => Response;
  /** The token of a request. */
  tokenIn?: (request: Request) => string | undefined;
  /** How logins and registrations are read. */
  read?: (context: Context) => Promise<JsonObject>;
  /** What asking without a token is answered. */
  stranger?: () => Response;
  /** Refuses to delete accounts. */
  keeps?: boolean;
}

export const refused = (status: number, body: JsonObject): Response => Response.json(body, { status });

/** The fields of a JSON body. */
export const jsonBody = async (context: Context): Promise<JsonObject> => {
  if (!context.req.header('content-type')?.includes('json')) throw new Error('no JSON');
  return context.req.json();
};

/** The fields of a form. */
export const formBody = async (context: Context): Promise<JsonObject> => {
  if (!context.req.header('content-type')?.includes('form')) throw new Error('no form');
  return Object.fromEntries(new URLSearchParams(await context.req.text()));
};

/** An API that people register at and sign in to, with a store of its own. */
export function accountsApi(options: ApiOptions = {}) {
  const users: StoredUser[] = [];
  const tokens = new Map<string, StoredUser>();
  const secrets: string[] = [];
  const requests: string[] = [];
  const bodies: JsonObject[] = [];
  const called = options.calledBy ?? { registration: 'username', login: 'username' };
  const read = options.read ?? jsonBody;
  const tokenIn =
    options.tokenIn ?? ((request) => /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1]);
  const app = new Hono();

  const issue = (user: StoredUser): string => {
    const token = `issued-${user.id}-${'k4x9'.repeat(4)}-${tokens.size}`;
    tokens.set(token, user);
    secrets.push(token);
    return token;
  };

  app.use(async (context, next) => {
    requests.push(`${context.req.method} ${context.req.path}`);
    await next();
  });
  app.post('/register', async (context) => {
    const fields = await read(context).catch(() => undefined);
    if (fields === undefined) return refused(415, { error: 'unsupported media type' });
    bodies.push(fields);
    const secret = fields.password ?? (fields.user as JsonObject | undefined)?.password;
    if (typeof secret === 'string') secrets.push(secret);
    const refusal = options.refuse?.(fields, users);
    if (refusal !== undefined) return refusal;
    const user = { id: 100 + users.length, fields, password: String(secret) };
    users.push(user);
    const answer = options.registered ?? (() => refused(201, { id: user.id, username: fields.username ?? null }));
    return answer(user, () => issue(user));
  });
  app.post('/login', async (context) => {
    const fields = await read(context).catch(() => undefined);
    if (fields === undefined) return refused(415, { error: 'unsupported media type' });
    const user = users.find((known) => known.fields[called.registration] === fields[called.login]);
    const isRight = user !== undefined && user.password === fields.password;
    if (!isRight) return options.wrongLogin?.() ?? refused(401, { error: 'invalid credentials' });
    return (
      options.refuseLogin?.(user) ??
      (options.signedIn ?? ((token) => Response.json({ access_token: token })))(issue(user))
    );
  });
  const caller = (context: Context): StoredUser | undefined => {
    const user = tokens.get(tokenIn(context.req.raw) ?? '');
    return user !== undefined && users.includes(user) ? user : undefined;
  };
  const stranger = options.stranger ?? (() => refused(401, { error: 'sign in first' }));
  app.get('/me', (context) => {
    const user = caller(context);
    return user === undefined ? stranger() : context.json({ id: user.id, username: user.fields.username ?? null });
  });
  app.delete('/users/:id', (context) => {
    const user = caller(context);
    if (user === undefined) return stranger();
    if (options.keeps === true || String(user.id) !== context.req.param('id'))
      return refused(403, { error: 'forbidden' });
    users.splice(users.indexOf(user), 1);
    return context.body(null, 204);
  });
  return { app, users, tokens, secrets, requests, bodies };
}

const text = { type: 'string' };

/** A JSON body with these text fields, all of them required. */
export function bodyWith(
  names: readonly string[],
  extra: Readonly<Record<string, SchemaNode>> = {},
): Pick<Operation, 'body'> {
  const properties = { ...Object.fromEntries(names.map((name) => [name, text])), ...extra };
  const schema = { type: 'object', properties, required: names };
  return { body: { mediaType: 'application/json', required: true, schema, examples: [] } };
}

export const usualRegister = operation('POST /register', bodyWith(['username', 'email', 'password']));
export const usualLogin = operation('POST /login', bodyWith(['username', 'password']));
const integerId: Parameter = { name: 'id', in: 'path', required: true, schema: { type: 'integer' }, examples: [] };

/** The surface of {@link accountsApi}. */
export function accountsSurface(
  register: Operation | undefined = usualRegister,
  login: Operation | undefined = usualLogin,
  schemes: readonly SecurityScheme[] = [],
): Surface {
  const others = [operation('GET /me'), operation('DELETE /users/{id}', { parameters: [integerId] })];
  const operations = [register, login, ...others].filter((entry) => entry !== undefined);
  return { operations, securitySchemes: schemes, source: 'test', warnings: [], resolve: (node) => node };
}

export interface Registering {
  users: Users;
  sessions: Sessions;
  exchanges: Exchange[];
}

/** A client over an API in this process. */
export function clientOver(app: Hono, budget: Partial<Budget>, exchanges: Exchange[] = []): Promise<HttpClient> {
  return openClient({
    baseUrl: 'http://small.test',
    userAgent: 'middlebrick/0.0.0',
    scanId: 'test',
    budget,
    transport: inProcessTransport((request) => app.fetch(request)),
    recorder: { record: (exchange) => exchanges.push(exchange), close: async () => undefined },
  });
}

/** Registers alice and bob at an API; afterwards sees that nothing secret was recorded. */
export async function registering(
  api: { app: Hono; secrets: readonly string[] },
  surface: Surface,
  use: (result: Registering) => Promise<void>,
  names: readonly string[] = ['alice', 'bob'],
  budget: Partial<Budget> = {},
): Promise<void> {
  const exchanges: Exchange[] = [];
  await using client = await clientOver(api.app, budget, exchanges);
  const sessions = await openSessions(client, []);
  const users = await registerUsers({ client, sessions, surface, seed: 1, nonce: 'k4f9c2aa', names });
  await use({ users, sessions, exchanges });
  const record = JSON.stringify(exchanges);
  const shownSecrets = api.secrets.filter((secret) => record.includes(secret));
  if (shownSecrets.length > 0) throw new Error(`recorded in clear: ${shownSecrets.join(', ')}`);
}
