import type { HttpClient } from '@middlebrick/http';
import { type Identity, isScanError, type Leftover, type Surface } from '@middlebrick/model';
import type { Sessions } from '../identities/sessions.ts';
import { isScanOver, unlessOver } from '../scan-over.ts';
import {
  type Account,
  type CleanUp,
  keptAsAsked,
  type OwnUserFacts,
  type Registered,
  type SignIn,
  type Users,
} from './contract.ts';
import { registerOperations } from './users/account-operations.ts';
import { configOf, type Desk, type OwnUser, openUser, ownUser, tokenConfig, type Way } from './users/open-user.ts';
import {
  firstMethod,
  isRefusal,
  type RegisterMethod,
  type RegisterWish,
  registerAccount,
} from './users/register-account.ts';
import { roleOffer } from './users/register-request.ts';
import { removeAccount } from './users/remove-account.ts';
import { ask } from './users/sign-in-trial.ts';

export interface UsersOptions {
  client: HttpClient;
  sessions: Sessions;
  surface: Surface;
  seed: number;
  /** Makes names and texts of this scan its own. */
  nonce: string;
  /** The identities to register; none when enough were given. */
  names: readonly string[];
}

/** What was found out and done so far. */
interface Office extends Desk {
  users: OwnUser[];
  removed: Set<OwnUser>;
  method?: RegisterMethod;
  way?: Way;
}

/**
 * Registers users of the scan's own and signs them in: finds the operations, learns from refusals what they take, and
 * where the credential goes. What worked for the first user is used for the others. When the scan ends meanwhile, what
 * was registered until then is still there to be removed.
 */
export async function registerUsers(options: UsersOptions): Promise<Users> {
  const office: Office = { ...options, unique: uniqueTexts(options.nonce), users: [], removed: new Set() };
  const registration = (await unlessOver(registerAll(office, options.names))) ?? {
    how: `the scan ended before its users were registered: ${options.client.stopReason() ?? 'interrupted'}`,
  };
  let extras = 0;
  return {
    accounts: () => office.users.map(({ account }) => account),
    facts: () => office.users.map(userFacts),
    secrets: () => office.users.map(({ registered }) => registered.person.password),
    keep: () => keep(office),
    registration,
    signIn: (account, change = {}) => signIn(office, account, change),
    anotherSession: (account, name) => anotherSession(office, account, name),
    register: (change = {}) => {
      const { method } = office;
      return method === undefined
        ? Promise.resolve(undefined)
        : registerExtra(office, method, `extra${++extras}`, change);
    },
    cleanUp: (onGone) => cleanUp(office, onGone),
  };
}

function userFacts({ account, names, registered }: OwnUser): OwnUserFacts {
  const password = registered.person.password.reveal();
  return {
    identity: account.identity,
    username: names.username ?? names.email ?? account.username.value,
    password: { length: password.length, isPlain: /^[A-Za-z0-9]*$/.test(password) },
  };
}

/** Letters and digits, beginning with a letter; those of objects begin otherwise. */
function uniqueTexts(nonce: string): () => string {
  const base = nonce.toLowerCase().replace(/[^a-z0-9]/g, '');
  let count = 0;
  return () => `acc${base}${(++count).toString(36)}`;
}

async function registerAll(office: Office, names: readonly string[]): Promise<Users['registration']> {
  if (names.length === 0) return { how: 'enough users were given' };
  const operations = registerOperations(office.surface);
  if (operations.length === 0) return { how: 'no operation registers users', remedy: remedyFor(names) };
  let how = '';
  for (const [index, name] of names.entries()) {
    const opened = await openOne(
      office,
      { identity: name },
      operations.map((operation) => firstMethod(operation, office.surface)),
    );
    if ('reason' in opened) {
      const missing = names.slice(index);
      const said = index === 0 ? opened.reason : `${how}; ${name} could not be registered: ${opened.reason}`;
      return { how: said, remedy: remedyFor(missing) };
    }
    how ||= opened.how;
  }
  return { how: `${how}${await registerAdministrator(office)}` };
}

function remedyFor(names: readonly string[]): string {
  const given = names.map((name) => `--as ${name}=bearer:…`).join(' ');
  const what = names.length === 1 ? 'a user that exists' : 'users that exist';
  return `give ${what}: ${given}, or a login recipe in middlebrick.yaml`;
}

/** Registers and signs in one user by what is known, else by the first of these methods that works. */
async function openOne(
  office: Office,
  wish: RegisterWish,
  methods: readonly RegisterMethod[],
): Promise<{ user: OwnUser; how: string } | { reason: string }> {
  let reason = '';
  for (const method of office.method === undefined ? methods : [office.method]) {
    const registered = await registerAccount(office, method, wish);
    if (isRefusal(registered)) {
      reason ||= registered.reason;
      if (registered.isFinal) return { reason: registered.reason };
      continue;
    }
    const user = ownUser(registered);
    office.users.push(user);
    const opening = await openUser(office, user, office.way);
    // It did register somebody: another operation would only make one more account that cannot sign in.
    if ('reason' in opening) {
      user.isLocked = true;
      return opening;
    }
    office.method = { ...registered.method, lessons: { ...registered.method.lessons, taken: 0 } };
    office.way = opening.way;
    return { user, how: opening.how };
  }
  return { reason };
}

const administrator = 'admin';

/** Where anybody may ask for the role of an administrator, one more user does; says what came of it. */
async function registerAdministrator(office: Office): Promise<string> {
  const { method, surface, sessions } = office;
  const offer = method === undefined ? undefined : roleOffer(method.operation, surface);
  if (offer === undefined || sessions.reported().some(({ name }) => name === administrator)) return '';
  const opened = await openOne(office, { identity: administrator, role: offer.role }, []);
  if ('reason' in opened) return `; nobody could be registered with the ${offer.field} ${offer.role}: ${opened.reason}`;
  const { self } = opened.user.registered.handed;
  if (self.isAdmin) sessions.learn(administrator, self);
  const isPrivileged = sessions.reported().find(({ name }) => name === administrator)?.isPrivileged === true;
  return isPrivileged
    ? `; ${administrator} asked for the ${offer.field} ${offer.role} and was given it`
    : `; ${administrator} asked for the ${offer.field} ${offer.role} and is an ordinary user`;
}

function userOf(office: Office, account: Account): OwnUser {
  const user = office.users.find((own) => own.account === account || own.account.identity === account.identity);
  if (user === undefined) throw new Error(`no account of this scan: ${account.identity}`);
  return user;
}

async function signIn(
  office: Office,
  account: Account,
  change: { username?: string; password?: string; once?: boolean },
): Promise<SignIn> {
  const user = userOf(office, account);
  const { way, names, registered } = user;
  if (way?.kind !== 'login') throw new Error(`${account.identity} has no login: registering signed it in`);
  const { username } = change;
  const called =
    username === undefined ? names : Object.fromEntries(Object.keys(names).map((name) => [name, username]));
  const password = change.password ?? registered.person.password.reveal();
  const signer = { identity: account.identity, names: called, password, isOnce: change.once === true };
  const { handed } = await ask(office, way.form, signer);
  return { exchange: handed.exchange, isSignedIn: handed.isSignedIn };
}

async function anotherSession(office: Office, account: Account, name: string): Promise<Identity | undefined> {
  const user = userOf(office, account);
  if (user.way === undefined || user.way.kind === 'registration') return undefined;
  const full = name.startsWith(`${account.identity}+`) ? name : `${account.identity}+${name}`;
  try {
    return await office.sessions.add({ ...configOf(office, user, user.way), name: full, isTemporary: true });
  } catch (error) {
    if (isScanError(error)) return undefined;
    throw error;
  }
}

async function registerExtra(
  office: Office,
  method: RegisterMethod,
  identity: string,
  change: Omit<RegisterWish, 'identity' | 'isOnce'>,
): Promise<Registered | undefined> {
  const isOnce = Object.keys(change).length > 0;
  const registered = await registerAccount(office, method, { ...change, identity, isOnce });
  if (isRefusal(registered)) return registered.exchange === undefined ? undefined : { exchange: registered.exchange };
  const user = ownUser(registered);
  office.users.push(user);
  const signedIn = await signInExtra(office, user);
  return {
    exchange: registered.handed.exchange,
    account: user.account,
    ...(signedIn === undefined ? {} : { identity: signedIn }),
  };
}

/** By the credential alone: a password that a check chose may be too plain to be hidden by a session. */
async function signInExtra(office: Office, user: OwnUser): Promise<Identity | undefined> {
  const { way } = office;
  if (way === undefined) return undefined;
  const { registered, names } = user;
  const { person } = registered;
  user.way = way;
  if (way.kind === 'login') user.account.login = way.form.operation.id;
  const config = { ...configOf(office, user, { kind: 'registration', place: likely(way) }), isTemporary: true };
  if (way.kind === 'basic') return office.sessions.add({ ...configOf(office, user, way), isTemporary: true });
  if (way.kind === 'registration') return office.sessions.add(config);
  const signer = { identity: person.identity, names, password: person.password.reveal() };
  const { handed, cookies } = await ask(office, way.form, signer);
  user.answers.push(handed.exchange);
  if (!handed.isSignedIn) return undefined;
  user.isOpen = true;
  const { name, subjects, owns } = config;
  return office.sessions.add({
    name,
    subjects,
    owns,
    isOwn: true,
    isTemporary: true,
    ...tokenConfig(handed.token, way.place, cookies.all()),
  });
}

function likely(way: Way): { header: string; prefix: string; query?: string } {
  return way.kind === 'basic' ? { header: 'Authorization', prefix: 'Bearer ' } : way.place;
}

/** Names the accounts; what a check did to one of them shows at its login. */
async function keep(office: Office): Promise<Leftover[]> {
  const leftovers: Leftover[] = [];
  for (const user of office.users) {
    const { account, way } = user;
    const signedIn = way?.kind === 'login' ? await unlessOver(signIn(office, account, {})) : undefined;
    const reason =
      signedIn?.isSignedIn === false
        ? `${keptAsAsked}; it signs in no more, so that a check has changed or deleted it`
        : keptAsAsked;
    leftovers.push({
      what: `account ${account.username.value} of ${account.identity}`,
      operation: account.register,
      reason,
    });
  }
  return leftovers;
}

/** Deletes the accounts, the last one first; those that are left are named with the reason. */
async function cleanUp(office: Office, onGone?: (identity: string) => Promise<void>): Promise<CleanUp> {
  const leftovers: Leftover[] = [];
  let removed = 0;
  for (const user of office.users.toReversed()) {
    if (office.removed.has(user)) continue;
    const leftover = await removedOrLeft(office, user);
    if (leftover === undefined) {
      office.removed.add(user);
      removed++;
      await onGone?.(user.account.identity);
    } else leftovers.push(leftover);
  }
  return { removed, leftovers };
}

async function removedOrLeft(office: Office, user: OwnUser): Promise<Leftover | undefined> {
  try {
    // The scan ended between its registration and its login.
    if (user.way === undefined && !user.isLocked) await openUser(office, user, office.way);
    return await removeAccount(office, user);
  } catch (error) {
    if (!isScanOver(error) && !isScanError(error)) throw error;
    const why = office.client.stopReason() ?? (error as Error).message;
    const { account } = user;
    return {
      what: `account ${account.username.value} of ${account.identity}`,
      operation: account.register,
      reason: `the scan ended before it could be deleted: ${why}`,
    };
  }
}
