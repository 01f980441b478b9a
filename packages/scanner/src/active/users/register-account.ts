import { type CookieStore, createCookieStore, type HttpClient } from '@middlebrick/http';
import {
  type Exchange,
  isSuccess,
  type JsonObject,
  jsonOf,
  type Operation,
  Secret,
  type Surface,
  variableName,
} from '@middlebrick/model';
import { type Complaint, complaintsIn } from '../../generate/complaints.ts';
import { askForToken, type HandedOut, namesAnError, speaksOfFailure } from '../../identities/handed-out.ts';
import { barrierIn, saidIn } from './account-barriers.ts';
import { inventPerson, isWorthHiding, type Person, shortestPassword } from './account-values.ts';
import { firstLessons, type Lessons, study } from './register-lessons.ts';
import { type RegisterRequest, registerRequest } from './register-request.ts';

/** What users are made with. */
export interface Registry {
  client: HttpClient;
  surface: Surface;
  seed: number;
  nonce: string;
  unique(): string;
}

/** An operation that registers users, and what is known of it by now. */
export interface RegisterMethod {
  operation: Operation;
  lessons: Lessons;
}

export interface RegisterWish {
  identity: string;
  role?: string;
  username?: string;
  /** In clear. */
  password?: string;
  fields?: JsonObject;
  /** Gives up after the first refusal. */
  isOnce?: boolean;
}

/** An account that the API says exists now. */
export interface RegisteredAccount {
  method: RegisterMethod;
  person: Person;
  sent: RegisterRequest;
  handed: HandedOut;
  /** What the answer set. */
  cookies: CookieStore;
}

export interface RegisterRefusal {
  /** A sentence without its full stop. */
  reason: string;
  exchange?: Exchange;
  /** Only a person gets further; other operations would say the same. */
  isFinal: boolean;
}

const mostTries = 6;

export function firstMethod(operation: Operation, surface: Surface): RegisterMethod {
  const mediaType = operation.body?.mediaType ?? '';
  return { operation, lessons: firstLessons(operation.body?.schema, surface, /form/i.test(mediaType)) };
}

/** Registers one user, and learns from refusals how. */
export async function registerAccount(
  registry: Registry,
  method: RegisterMethod,
  wish: RegisterWish,
): Promise<RegisteredAccount | RegisterRefusal> {
  let known = method;
  let last: RegisterRefusal = { reason: '', isFinal: false };
  let throttled = 0;
  for (let tries = 1; tries <= (wish.isOnce === true ? 1 : mostTries); tries++) {
    const tried = await submit(registry, known, wish);
    if (tried === undefined) {
      return { reason: `${idOf(known)} wants more in its path or headers than is known`, isFinal: false };
    }
    const { exchange } = tried.handed;
    if (isAccepted(exchange)) return tried;
    const complaints = complaintsIn(asRefusal(exchange), tried.sent.clear);
    last = refusalOf(known, exchange, complaints, tries);
    // The client has waited as long as the answer asked for, so once more is polite.
    const isThrottled = exchange.response?.status === 429;
    if (isThrottled && ++throttled === 1) continue;
    if (last.isFinal || isThrottled || isHopeless(exchange)) return last;
    const lessons = nextLessons(known.lessons, exchange, complaints, tried.sent.clear);
    if (lessons === known.lessons) return last;
    known = { ...known, lessons };
    if ((lessons.password.most ?? shortestPassword) < shortestPassword) return tooShort(known, exchange);
  }
  return last;
}

/** One try, as somebody new. */
async function submit(
  registry: Registry,
  method: RegisterMethod,
  wish: RegisterWish,
): Promise<RegisteredAccount | undefined> {
  const { client } = registry;
  const person = personFor(registry, method.lessons, wish);
  if (isWorthHiding(person.password.reveal())) client.redactor.add(person.password);
  const sent = requestFor(registry, method, person, wish);
  if (sent === undefined) return undefined;
  const cookies = createCookieStore(wish.identity);
  const credential = { identity: wish.identity, headers: [], cookies };
  const handed = await askForToken(client, sent.request, credential, { purpose: 'registration' });
  return { method, person, sent, handed, cookies };
}

function tooShort(method: RegisterMethod, exchange: Exchange): RegisterRefusal {
  const reason = `${idOf(method)} takes only passwords of fewer than ${shortestPassword} characters, which could not be kept out of the record`;
  return { reason, exchange, isFinal: true };
}

export function isRefusal(result: RegisteredAccount | RegisterRefusal): result is RegisterRefusal {
  return 'reason' in result;
}

function idOf({ operation }: RegisterMethod): string {
  return operation.id;
}

function personFor({ nonce, seed }: Registry, lessons: Lessons, wish: RegisterWish): Person {
  const { taken, username, password, phoneStyle, mailStyle } = lessons;
  const person = inventPerson({
    identity: wish.identity,
    nonce,
    seed,
    taken,
    username,
    password,
    phoneStyle,
    mailStyle,
  });
  const name = wish.username;
  return {
    ...person,
    ...(name === undefined ? {} : name.includes('@') ? { email: name } : { username: name }),
    ...(wish.password === undefined
      ? {}
      : { password: new Secret(wish.password, variableName(wish.identity, 'PASSWORD')) }),
  };
}

function requestFor(
  registry: Registry,
  { operation, lessons }: RegisterMethod,
  person: Person,
  wish: RegisterWish,
): RegisterRequest | undefined {
  const { surface, unique } = registry;
  const { role, fields } = wish;
  return registerRequest({
    operation,
    lessons,
    person,
    surface,
    unique,
    ...(role === undefined ? {} : { role }),
    ...(fields === undefined ? {} : { fields }),
  });
}

/** A redirect is what pages answer: whether it worked shows at the login. */
function isAccepted(exchange: Exchange): boolean {
  const status = exchange.response?.status ?? 0;
  if (status >= 300 && status < 400) {
    const location = exchange.response?.headers.find(([name]) => name === 'location')?.[1] ?? '';
    return !/error|fail|regist|sign-?up/i.test(location.slice(0, 500));
  }
  const json = jsonOf(exchange);
  return isSuccess(exchange) && !speaksOfFailure(json) && !namesAnError(json);
}

/** Some refuse with a success and an error in it, which is then read like one. */
export function asRefusal(exchange: Exchange): Exchange {
  const { response } = exchange;
  return response === null || !isSuccess(exchange) ? exchange : { ...exchange, response: { ...response, status: 400 } };
}

/** Nothing that is sent in another body would change this answer. */
function isHopeless(exchange: Exchange): boolean {
  const status = exchange.response?.status;
  return status === undefined || [401, 404, 405, 501, 503].includes(status);
}

function nextLessons(
  lessons: Lessons,
  exchange: Exchange,
  complaints: readonly Complaint[],
  sent: JsonObject,
): Lessons {
  if (exchange.response?.status === 415) return lessons.isForm ? lessons : { ...lessons, isForm: true };
  const taught = study(lessons, complaints, sent);
  if (taught !== lessons || lessons.fills === 'all') return taught;
  // Some fall over what is missing and do not say what.
  return { ...lessons, fills: 'all' };
}

const barrierReasons = {
  captcha: 'asks for a captcha',
  invitation: 'asks for an invitation code',
  closed: 'says that registration is closed',
  approval: 'lets nobody in without approval',
  confirmation: 'wants the address confirmed first',
} as const;

function refusalOf(
  method: RegisterMethod,
  exchange: Exchange,
  complaints: readonly Complaint[],
  tries: number,
): RegisterRefusal {
  const id = idOf(method);
  const status = exchange.response?.status;
  const said = saidIn(exchange, complaints);
  const barrier = barrierIn(complaints, 'registration');
  if (barrier !== undefined) return { reason: `${id} ${barrierReasons[barrier]}${said}`, exchange, isFinal: true };
  if (status === undefined)
    return {
      reason: `${id} gave no answer: ${exchange.failure?.message ?? 'unknown failure'}`,
      exchange,
      isFinal: false,
    };
  if (status === 429) return { reason: `${id} answered 429: too many registrations${said}`, exchange, isFinal: false };
  if (status === 401)
    return {
      reason: `${id} wants a caller who is signed in already: it answered 401${said}`,
      exchange,
      isFinal: false,
    };
  const how = tries === 1 ? 'refused a registration' : `refused ${tries} registrations, the last one`;
  return { reason: `${id} ${how} with ${status}${said}`, exchange, isFinal: false };
}
