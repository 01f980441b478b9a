import type { Credential } from '@middlebrick/http';
import {
  type Exchange,
  type Identity,
  isScanError,
  jsonOf,
  leavesOf,
  type Operation,
  type Secret,
  type Surface,
  variableName,
} from '@middlebrick/model';
import type { HandedOut } from '../../identities/handed-out.ts';
import type { IdentityConfig } from '../../identities/identity-config.ts';
import type { Sessions } from '../../identities/sessions.ts';
import type { Account } from '../contract.ts';
import { pendingIn } from './account-barriers.ts';
import { takesPassword } from './account-fields.ts';
import { idsBeside } from './account-ids.ts';
import { loginOperations } from './account-operations.ts';
import type { RegisteredAccount, Registry } from './register-account.ts';
import { type NameKind, type Names, recipeOf, type SignInForm, signInForms } from './sign-in-form.ts';
import { type SignInRefusal, trySignIn } from './sign-in-trial.ts';
import { declaredPlace, findPlace, isBearer, likelyPlace, type Place, placeInWords } from './token-place.ts';

/** How users of this API sign in; what worked for the first is used for all. */
export type Way =
  | { kind: 'login'; form: SignInForm; place: Place }
  /** Registering hands out the credential. */
  | { kind: 'registration'; place: Place }
  /** HTTP Basic (RFC 7617) on every request. */
  | { kind: 'basic' };

/** A user that the scan registered. */
export interface OwnUser {
  account: Account;
  registered: RegisteredAccount;
  names: Names;
  /** How it signs in; unknown as long as nothing worked. */
  way?: Way;
  /** Whether {@link Sessions} holds a session of its name. */
  isOpen: boolean;
  /** Whether the API would not let it in, or its credential proved nothing. */
  isLocked: boolean;
  /** Answers that may name its id. */
  answers: Exchange[];
}

export interface Desk extends Registry {
  sessions: Sessions;
}

export function ownUser(registered: RegisteredAccount): OwnUser {
  const { method, person, sent, handed } = registered;
  const [first = { field: 'username', value: person.username }] = [...sent.names].sort(
    (a, b) => rankOf(a.meaning) - rankOf(b.meaning),
  );
  const names: Names = {};
  for (const { meaning, value } of sent.names) names[meaning as NameKind] ??= value;
  return {
    account: {
      identity: person.identity,
      register: method.operation.id,
      username: { field: first.field, value: first.value },
      passwordField: sent.passwordField,
      fields: sent.fields,
    },
    registered,
    names,
    isOpen: false,
    isLocked: false,
    answers: [handed.exchange],
  };
}

const nameOrder = ['username', 'email', 'phone', 'name'];

function rankOf(meaning: string): number {
  return nameOrder.indexOf(meaning);
}

export type Opening = { way: Way; how: string } | { reason: string };

/** Signs a user in and proves it, by the way that is known or by finding one. */
export async function openUser(desk: Desk, user: OwnUser, known: Way | undefined): Promise<Opening> {
  if (known !== undefined && (await openBy(desk, user, known)).state === 'alive') return { way: known, how: '' };
  const { surface } = desk;
  const { method, handed, person } = user.registered;
  const logins = loginOperations(surface, method.operation);
  const quick = known === undefined ? await openDeclared(desk, user, logins) : {};
  if (quick.opening !== undefined) return quick.opening;
  const signer = { identity: person.identity, names: user.names, password: person.password.reveal() };
  const result = await trySignIn(desk, logins, signer);
  if (result !== undefined && 'handed' in result) {
    user.answers.push(result.handed.exchange);
    const place = likelyPlace(surface, result.handed.exchange);
    return finish(desk, user, { kind: 'login', form: result.form, place }, result.handed, quick.useless);
  }
  if (handed.isSignedIn) {
    return finish(desk, user, { kind: 'registration', place: likelyPlace(surface, handed.exchange) }, handed);
  }
  if (result === undefined && surface.securitySchemes.some(({ scheme }) => scheme === 'basic')) {
    return finish(desk, user, { kind: 'basic' }, handed);
  }
  return { reason: whyNot(user, result) };
}

interface Quick {
  opening?: Opening;
  /** The login worked, and its credential was of no use. */
  useless?: { place: Place; outcome: Opened };
}

/** Opens a session at once as the specification declares it: where that is right, one login is enough. */
async function openDeclared(desk: Desk, user: OwnUser, logins: readonly Operation[]): Promise<Quick> {
  const { surface, sessions, unique } = desk;
  const [login] = logins;
  const isDeclared = login !== undefined && takesPassword(login, surface) === true;
  const form = isDeclared ? signInForms(login, namesOf(user), surface, unique)[0] : undefined;
  if (form === undefined) return {};
  const place = declaredPlace(surface);
  const way: Way = { kind: 'login', form, place };
  const outcome = await openBy(desk, user, way);
  if (outcome.state === 'refused') return {};
  if (outcome.state !== 'alive') return { useless: { place, outcome } };
  const exchange = sessions.logins().find(({ identity }) => identity === user.account.identity);
  return { opening: { way, how: howOf(user, way, exchange ?? user.registered.handed.exchange) } };
}

function namesOf({ names }: OwnUser): Set<NameKind> {
  return new Set(Object.keys(names) as NameKind[]);
}

async function finish(
  desk: Desk,
  user: OwnUser,
  way: Way,
  handed: HandedOut,
  useless?: Quick['useless'],
): Promise<Opening> {
  const id = user.account.register;
  const isTried =
    useless !== undefined && way.kind === 'login' && placeInWords(way.place) === placeInWords(useless.place);
  const first = isTried ? useless.outcome : await openBy(desk, user, way);
  if (first.state === 'alive') return { way, how: howOf(user, way, handed.exchange) };
  const source = way.kind === 'login' ? way.form.operation.id : id;
  if (first.state === 'refused') {
    return { reason: `${id} made an account that ${source} let in once and not again: ${first.said}` };
  }
  const { token } = handed;
  if (way.kind === 'basic' || token === undefined) {
    const what = way.kind === 'basic' ? 'its password by HTTP Basic' : `the cookie of ${source}`;
    return { reason: `${id} made an account, but ${first.state === 'dead' ? `${what} is refused` : first.said}` };
  }
  const config = configOf(desk, user, way);
  const credential: Credential = { identity: config.name, headers: [], cookies: user.registered.cookies };
  const identity: Identity = { name: config.name, credential: 'login', subjects: config.subjects, isPrivileged: false };
  const trial = await findPlace(
    desk.client,
    desk.surface,
    { identity, credential, config },
    {
      token,
      login: handed.exchange,
      failed: [way.place],
    },
  );
  if (trial.place !== undefined) {
    const better: Way = { ...way, place: trial.place };
    if ((await openBy(desk, user, better)).state === 'alive')
      return { way: better, how: howOf(user, better, handed.exchange) };
  }
  if (trial.guarded === undefined) {
    return {
      reason: `${id} made an account that ${source} signs in, but no operation tells it from an anonymous caller`,
    };
  }
  const tried = trial.tried.map(placeInWords).join(', ');
  return { reason: `${source} hands out a token, but ${trial.guarded} refuses it wherever it was put: ${tried}` };
}

interface Opened {
  /** `refused` is the login, `dead` the credential that it gave; `unproven` that nothing tells it from nobody. */
  state: 'alive' | 'dead' | 'unproven' | 'refused';
  said: string;
}

/** Opens a session and proves it. A session that proves nothing is forgotten: its answers would never be judged. */
async function openBy(desk: Desk, user: OwnUser, way: Way): Promise<Opened> {
  const { sessions, surface } = desk;
  const config = configOf(desk, user, way);
  const outcome = await proven(sessions, surface, config);
  if (outcome.state === 'alive') {
    user.isOpen = true;
    user.way = way;
    if (way.kind === 'login') user.account.login = way.form.operation.id;
  } else sessions.forget(config.name);
  return outcome;
}

async function proven(sessions: Sessions, surface: Surface, config: IdentityConfig): Promise<Opened> {
  try {
    await sessions.add(config);
    await sessions.prove(surface, config.name);
    const reported = sessions.reported().find(({ name }) => name === config.name);
    return { state: reported?.isAlive === true ? 'alive' : 'unproven', said: reported?.proof ?? '' };
  } catch (error) {
    if (!isScanError(error)) throw error;
    return { state: error.code === 'LOGIN_FAILED' ? 'refused' : 'dead', said: error.message.replace(/\.$/, '') };
  }
}

/** The identity of a user in this way. */
export function configOf({ surface }: Desk, user: OwnUser, way: Way): IdentityConfig {
  const { names, registered, answers } = user;
  const { person, handed } = registered;
  const called = [names.username, names.email, names.phone].filter((name) => name !== undefined);
  const ids = idsBeside(answers, called);
  const subjects = [...new Set([...ids, ...handed.self.subjects, ...called])];
  const config = { name: person.identity, subjects, owns: {}, isOwn: true };
  const password = person.password.reveal();
  if (way.kind === 'basic') {
    const username = names.username ?? names.email ?? user.account.username.value;
    return { ...config, basic: { username, password } };
  }
  if (way.kind === 'login')
    return { ...config, login: { ...recipeOf(way.form, names, password, surface), ...way.place } };
  return { ...config, ...tokenConfig(handed.token, way.place, registered.cookies.all()) };
}

/** A credential that was handed out and is sent as it is. */
export function tokenConfig(
  token: Secret | undefined,
  { header, prefix, query }: Place,
  cookies: Readonly<Record<string, string>>,
): Partial<IdentityConfig> {
  const pairs = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
  const clear = token?.reveal();
  if (clear !== undefined && query === undefined && header === 'Cookie') pairs.push(`${prefix}${clear}`);
  const cookie = pairs.length === 0 ? {} : { cookie: pairs.join('; ') };
  if (clear === undefined || header === 'Cookie') return cookie;
  if (query !== undefined) return { ...cookie, apiKey: { in: 'query', name: query, value: clear } };
  return isBearer({ header, prefix })
    ? { ...cookie, bearer: clear }
    : { ...cookie, headers: { [header]: `${prefix}${clear}` } };
}

/** `POST /register, then POST /login; token in access_token, sent as X-Auth-Token`. */
function howOf({ account }: OwnUser, way: Way, answer: Exchange): string {
  if (way.kind === 'basic') return `${account.register}; the password is sent by HTTP Basic`;
  const steps =
    way.kind === 'login' ? `${account.register}, then ${way.form.operation.id}` : `${account.register}, which signs in`;
  const spot = tokenSpot(answer, account.identity);
  if (spot === undefined) return `${steps}; session in a cookie`;
  return `${steps}; token in ${spot}${isBearer(way.place) ? '' : `, sent as ${placeInWords(way.place)}`}`;
}

/** Where an answer held the token, which its variable stands for by now. */
function tokenSpot(answer: Exchange, identity: string): string | undefined {
  const variable = `$${variableName(identity, 'TOKEN')}`;
  const json = jsonOf(answer);
  const isToken = (value: unknown): boolean => typeof value === 'string' && value.endsWith(variable);
  const leaf = json === undefined ? undefined : leavesOf(json).find(({ path, value }) => path !== '' && isToken(value));
  if (leaf !== undefined) return leaf.path.slice(0, 100);
  const header = answer.response?.headers.find(([name, value]) => name !== 'set-cookie' && isToken(value))?.[0];
  if (header !== undefined) return `the header ${header}`;
  return answer.response?.body.includes(variable) === true ? 'the whole answer' : undefined;
}

/** Why an account that exists cannot sign in. */
function whyNot({ account, registered }: OwnUser, refusal: SignInRefusal | undefined): string {
  const id = account.register;
  if (refusal === undefined) return `${id} made an account, but no operation signs it in`;
  const { operation, exchange, said, barrier } = refusal;
  const status = exchange.response?.status;
  if (barrier === 'captcha') return `${operation.id} asks for a captcha${said}`;
  // A login may refuse without a word what the registration had announced.
  const pending = pendingIn(registered.handed.exchange);
  const isRefused = status !== undefined && status < 500 && status !== 404 && status !== 429;
  const why = barrier ?? (isRefused ? pending?.barrier : undefined);
  const words = barrier === undefined ? (pending?.said ?? said) : said;
  if (why === 'confirmation')
    return `${id} made an account that must be confirmed by e-mail before ${operation.id} lets it in${words}`;
  if (why === 'approval')
    return `${id} made an account that must be approved before ${operation.id} lets it in${words}`;
  if (status === undefined)
    return `${id} made an account, but ${operation.id} gave no answer: ${exchange.failure?.message ?? 'unknown failure'}`;
  const answered = status >= 400 ? `refused it with ${status}` : `answered ${status} without a token or a cookie`;
  return `${id} made an account, but ${operation.id} ${answered}${said}`;
}
