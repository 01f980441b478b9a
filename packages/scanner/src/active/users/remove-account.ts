import type { Credential } from '@middlebrick/http';
import {
  type Exchange,
  type Identity,
  isSuccess,
  jsonOf,
  type Leftover,
  leavesOf,
  type Operation,
  pathParameters,
  type RequestSpec,
} from '@middlebrick/model';
import { jwtParts } from '../../identities/claims.ts';
import { requestOf } from '../../surface/index.ts';
import { singularOf, wordsOf } from '../../surface/words.ts';
import { accountFields, isNumber, meaningOf } from './account-fields.ts';
import { idsBeside } from './account-ids.ts';
import type { Desk, OwnUser } from './open-user.ts';
import { ask } from './sign-in-trial.ts';
import { placedAt } from './token-place.ts';

const selfPath = /\/(?:me|self|myself|profile|account|user)$/i;
/** Not a DELETE, but said as clearly. */
const selfDeletion =
  /\/(?:me|self|myself|account|profile|user)\/(?:delete|close)$|\/(?:delete|close)-?(?:my-?)?account$/i;
const people = /^(?:user|account|customer|member|client|profile|patient|person|player|author|student)$/;

/**
 * Deletes an account as itself and sees that it is gone. The path only ever holds an id that an answer gave to this
 * very account, or a name that it was registered with.
 *
 * @returns why it is still there, or nothing when it is gone
 * @throws BudgetExhausted or AbortError when the scan is over
 */
export async function removeAccount(desk: Desk, user: OwnUser): Promise<Leftover | undefined> {
  const leftover = (reason: string): Leftover => ({
    what: `account ${user.account.username.value} of ${user.account.identity}`,
    operation: user.account.register,
    reason,
  });
  const identity = identityOf(desk, user);
  const requests = await deletions(desk, user);
  if (requests.length === 0) return leftover('no operation deletes an account by itself');
  if (user.way === undefined && !user.registered.handed.isSignedIn)
    return leftover('it cannot sign in to delete itself');
  let reason = '';
  for (const { operation, request } of requests) {
    const exchange = await sendAs(desk, user, identity, request, 'removes an account of the scan');
    const status = exchange.response?.status;
    if (status === undefined) {
      reason = `${operation.id} got no answer: ${exchange.failure?.message ?? 'unknown failure'}`;
    } else if (isSuccess(exchange) || status === 404 || status === 410 || status === 401) {
      // Refused as nobody: a check may have deleted it already, and then it cannot sign in either.
      const remains = await whatRemains(desk, user, identity, operation, request);
      if (remains === undefined) return undefined;
      reason = `${operation.id} answered ${status}, yet ${remains}`;
    } else reason = `${operation.id} answered ${status}`;
  }
  return leftover(reason);
}

function identityOf({ sessions }: Desk, user: OwnUser): Identity {
  const { identity: name } = user.account;
  const open = sessions.reported().find((reported) => reported.name === name);
  if (open !== undefined) {
    const { isAlive: _, proof: __, isOwn: ___, ...identity } = open;
    return identity;
  }
  return { name, credential: 'login', subjects: [], isPrivileged: false };
}

interface Deletion {
  operation: Operation;
  request: RequestSpec;
}

/** By the account's own id first, then those that delete whoever asks. */
async function deletions(desk: Desk, user: OwnUser): Promise<Deletion[]> {
  const { surface } = desk;
  const { register } = user.account;
  const byId = surface.operations.filter((operation) => deletesById(operation, register));
  const bySelf = surface.operations.filter(({ method, path }) => {
    const isPlain = pathParameters(path).length === 0;
    return isPlain && ((method === 'DELETE' && selfPath.test(path)) || (method === 'POST' && selfDeletion.test(path)));
  });
  const ids = byId.length === 0 ? [] : await ownIds(desk, user);
  return [
    ...byId.flatMap((operation) => {
      const parameter = pathParameters(operation.path)[0] as string;
      return valuesFor(operation, parameter, user, ids).flatMap((value) =>
        filled(desk, user, operation, { [parameter]: value }),
      );
    }),
    ...bySelf.flatMap((operation) => filled(desk, user, operation, {})),
  ];
}

/** `DELETE /users/{id}`, or below the collection that the registration posts to. */
function deletesById({ method, path }: Operation, register: string): boolean {
  const segments = path.split('/');
  const parent = segments.slice(0, -1).join('/');
  const isLast = pathParameters(path).length === 1 && /^\{[^{}]+\}$/.test(segments.at(-1) ?? '');
  if (method !== 'DELETE' || !isLast) return false;
  // `/users/v1/{username}`: a version may stand between.
  const collection = segments.slice(0, -1).findLast((segment) => segment !== '' && !/^v\d/i.test(segment)) ?? '';
  return people.test(singularOf(wordsOf(collection).at(-1) ?? '')) || register === `POST ${parent}`;
}

function filled(desk: Desk, user: OwnUser, operation: Operation, values: Record<string, string>): Deletion[] {
  const { body, ...bare } = operation;
  const request = requestOf(bare, values, desk.surface);
  if (request === undefined) return [];
  const passwords = body?.schema === undefined ? [] : accountFields(body.schema, desk.surface);
  const named = passwords.find(({ meaning, path }) => meaning === 'password' && path.length === 1);
  if (named === undefined) return [{ operation, request }];
  // Some ask for the password once more.
  const text = JSON.stringify({ [named.path[0] as string]: user.registered.person.password.reveal() });
  const headers: [string, string][] = [...(request.headers ?? []), ['Content-Type', 'application/json']];
  return [{ operation, request: { ...request, headers, body: text } }];
}

function valuesFor(operation: Operation, parameter: string, { names }: OwnUser, ids: readonly string[]): string[] {
  const meaning = meaningOf(parameter);
  if (meaning === 'email' && names.email !== undefined) return [names.email];
  const isNumeric = isNumber(operation.parameters.find(({ name }) => name === parameter)?.schema ?? {});
  const isNamed = meaning === 'username' && !/id$/i.test(parameter);
  if (isNamed && names.username !== undefined && !isNumeric) return [names.username];
  if (ids.length > 0) return ids.slice(0, 2);
  return names.username === undefined || isNumeric ? [] : [names.username];
}

/** Ids that answers gave to this account and to nobody else. */
async function ownIds(desk: Desk, user: OwnUser): Promise<string[]> {
  const { sessions, surface } = desk;
  const called = Object.values(user.names).filter((name) => name !== undefined);
  const logins = sessions.logins().filter(({ identity }) => identity === user.account.identity);
  const identity = identityOf(desk, user);
  const claimed = jwtParts(sessions.credential(identity).bearer ?? '')?.claims.sub;
  const subject = typeof claimed === 'string' || typeof claimed === 'number' ? [String(claimed)] : [];
  const others = new Set(
    sessions.reported().flatMap(({ name, subjects }) => (name === user.account.identity ? [] : subjects)),
  );
  const ownOnly = (ids: readonly string[]): string[] => ids.filter((id) => !others.has(id) && !called.includes(id));
  const known = ownOnly([...idsBeside([...user.answers, ...logins], called), ...subject]);
  if (known.length > 0) return [...new Set(known)];
  const self = surface.operations.find(({ method, path }) => method === 'GET' && selfPath.test(path));
  if (self === undefined || !user.isOpen) return [];
  const exchange = await sendAs(desk, user, identity, { method: 'GET', path: self.path }, 'looks for its id');
  return ownOnly(idsBeside([exchange], called));
}

/** Sends by the open session, else by a fresh sign-in. */
async function sendAs(
  desk: Desk,
  user: OwnUser,
  identity: Identity,
  request: RequestSpec,
  purpose: string,
): Promise<Exchange> {
  const { sessions, client } = desk;
  if (user.isOpen) {
    const exchange = await sessions.send(request, identity, purpose, { fresh: true });
    const hasEnded = exchange.failure?.code === 'SESSION_ENDED' || exchange.response?.status === 401;
    if (!hasEnded || user.way?.kind !== 'login') return exchange;
  }
  const credential = await freshCredential(desk, user);
  return client.send(request, credential, { identity: identity.name, purpose });
}

async function freshCredential(desk: Desk, { way, registered, names }: OwnUser): Promise<Credential> {
  const { person, handed, cookies } = registered;
  const base: Credential = { identity: person.identity, headers: [], cookies };
  if (way?.kind !== 'login') {
    const place = way?.kind === 'registration' ? way.place : { header: 'Authorization', prefix: 'Bearer ' };
    return handed.token === undefined ? base : placedAt(place, handed.token, base);
  }
  const signer = { identity: person.identity, names, password: person.password.reveal() };
  const { handed: fresh, cookies: own } = await ask(desk, way.form, signer);
  const signed: Credential = { ...base, cookies: own };
  return fresh.token === undefined ? signed : placedAt(way.place, fresh.token, signed);
}

/** What still shows of an account; nothing when it is gone. */
async function whatRemains(
  desk: Desk,
  user: OwnUser,
  identity: Identity,
  operation: Operation,
  { path }: RequestSpec,
): Promise<string | undefined> {
  const { way, names, registered } = user;
  if (way?.kind === 'login') {
    const { person } = registered;
    const { handed } = await ask(desk, way.form, {
      identity: person.identity,
      names,
      password: person.password.reveal(),
    });
    const status = handed.exchange.response?.status;
    if (handed.isSignedIn) return 'it still signs in';
    if (status !== undefined && status !== 429 && status !== 423 && status < 500) return undefined;
    // Wrong passwords of a check may have locked it: then what its session is still answered tells.
    if (await isRefusedItself(desk, user, identity)) return undefined;
    return `whether it is gone could not be seen: ${way.form.operation.id} answered ${status ?? 'nothing'}`;
  }
  const isRead = desk.surface.operations.some((other) => other.method === 'GET' && other.path === operation.path);
  if (!isRead) return 'whether it is gone could not be seen';
  const reading = await desk.sessions.send({ method: 'GET', path }, identity, 'sees that an account is gone', {
    fresh: true,
  });
  return showsAny(reading, Object.values(names)) ? 'it can still be read' : undefined;
}

/** Whether what describes the caller refuses the session that the account has still open. */
async function isRefusedItself({ surface, sessions }: Desk, user: OwnUser, identity: Identity): Promise<boolean> {
  const self = surface.operations.find(({ method, path }) => method === 'GET' && selfPath.test(path));
  if (self === undefined || !user.isOpen) return false;
  const request = { method: 'GET', path: self.path };
  const { response } = await sessions.send(request, identity, 'sees that an account is gone', { fresh: true });
  return response?.status === 401 || response?.status === 404;
}

function showsAny(exchange: Exchange, names: readonly (string | undefined)[]): boolean {
  if (exchange.response === null) return true;
  const json = jsonOf(exchange);
  const texts = json === undefined ? [exchange.response.body] : leavesOf(json).map(({ value }) => String(value));
  return isSuccess(exchange) && texts.some((text) => names.some((name) => name !== undefined && text.includes(name)));
}
