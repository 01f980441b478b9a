import { type Identity, isSuccess, type JsonObject, jsonOf, type Operation, type Surface } from '@middlebrick/model';
import { describeSelf, jwtParts } from '../../identities/claims.ts';
import type { Sessions } from '../../identities/sessions.ts';
import { requestOf } from '../../surface/index.ts';
import type { Users } from '../contract.ts';

/** The callers of a scan, and the values by which the API names those that the scan registered. */
export interface OwnSubjects {
  /** Every caller with a session, the living ones first. */
  callers(): readonly Identity[];
  /** A session that was opened by the scan after the first ones. */
  welcome(identity: Identity): void;
  /** Whether an identity is a session of an account that the scan registered; a forged credential is none. */
  isOwn(identity: Identity): boolean;
  /** The names of one identity, the surest first: ids that it was told on its own page or in its token, then others. */
  of(identity: Identity): readonly string[];
  tenantOf(identity: Identity): string | undefined;
  /** Values that name one account of the scan and nobody else that is known. */
  all(): ReadonlySet<string>;
  /** The tenants of the accounts. */
  tenants(): ReadonlySet<string>;
  /** Asks the API who each living identity is. The answers are kept, so that nobody has to ask again. */
  ask(): Promise<void>;
}

const selfPath = /(?:^|\/)(?:me|whoami|self|profile|account|session|user|userinfo|current)$/i;

export function ownSubjects(sessions: Sessions, users: Users, surface: Surface): OwnSubjects {
  const told = new Map<string, readonly string[]>();
  const welcomed = new Map<string, Identity>();

  const callers = (): Identity[] => {
    const reported = sessions.reported();
    const known = new Set(reported.map(({ name }) => name));
    const alive = reported.filter(({ isAlive }) => isAlive);
    const others = [...welcomed.values()].filter(({ name }) => !known.has(name));
    return [...alive, ...reported.filter(({ isAlive }) => !isAlive), ...others];
  };
  // The name decides which credential is sent, so what else a check says of an identity does not count.
  const caller = (name: string): Identity | undefined => callers().find((identity) => identity.name === name);

  const ownNames = (): Set<string> =>
    new Set([
      ...users.accounts().map(({ identity }) => identity),
      ...sessions.reported().flatMap(({ name, isOwn }) => (isOwn === true ? [name] : [])),
      ...welcomed.keys(),
    ]);

  const namesOf = ({ name }: Identity): string[] => {
    const identity = caller(name) ?? caller(familyOf(name));
    if (identity === undefined) return [];
    const account = users.accounts().find((entry) => entry.identity === identity.name);
    const registered = account === undefined ? [] : [account.username.value, ...texts(account.fields)];
    const sure = [...new Set([...(told.get(identity.name) ?? []), ...claimed(identity, sessions)])];
    // The label of an identity is a name among us; the API may know somebody else by it.
    const others = identity.subjects.filter((value) => value !== identity.name || registered.includes(value));
    const loose = others.filter((value) => !sure.includes(value));
    // Of several short numbers nobody can say which one is the id of the user and which that of a session or a plan.
    const isUnclear = sure.some(isShort) || loose.filter(isShort).length > 1;
    return [...sure, ...loose.filter((value) => !(isUnclear && isShort(value)))];
  };

  return {
    callers,
    welcome: (identity) => {
      welcomed.set(identity.name, identity);
    },
    isOwn: ({ name }) => ownNames().has(name),
    of: namesOf,
    tenantOf: ({ name }) => (caller(name) ?? caller(familyOf(name)))?.tenant,
    all: () => {
      const own = ownNames();
      const shared = sharedSubjects(callers());
      const named = callers().flatMap((identity) => (own.has(identity.name) ? namesOf(identity) : []));
      const registered = users.accounts().map(({ username }) => username.value);
      return new Set([...named, ...registered].filter((value) => !shared.has(value)));
    },
    tenants: () => {
      const own = ownNames();
      return new Set(callers().flatMap(({ name, tenant }) => (own.has(name) ? (tenant ?? []) : [])));
    },
    ask: async () => {
      for (const operation of surface.operations.filter(isSelfDescription)) {
        const request = requestOf(operation, {}, surface);
        if (request === undefined) continue;
        for (const identity of sessions.identities()) {
          const exchange = await sessions.send(request, identity, 'baseline');
          const json = isSuccess(exchange) ? jsonOf(exchange) : undefined;
          if (json === undefined) continue;
          const self = describeSelf(json);
          sessions.learn(identity.name, self);
          if (!told.has(identity.name)) told.set(identity.name, self.subjects);
        }
      }
    },
  };
}

/** `alice+again` is a session of alice. */
export function familyOf(name: string): string {
  return name.split('+')[0] ?? name;
}

/** Values that the API says of several people: they name none of them. */
function sharedSubjects(callers: readonly Identity[]): Set<string> {
  const families = Map.groupBy(callers, ({ name }) => familyOf(name));
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const family of families.values()) {
    for (const value of new Set(family.flatMap(({ subjects }) => subjects))) {
      if (seen.has(value)) shared.add(value);
      seen.add(value);
    }
  }
  return shared;
}

function isSelfDescription({ method, path }: Operation): boolean {
  return method === 'GET' && !path.includes('{') && selfPath.test(path.replace(/\/$/, ''));
}

/** What the token says of its bearer. */
function claimed(identity: Identity, sessions: Sessions): string[] {
  const { bearer } = sessions.credential(identity);
  const claims = bearer === undefined ? undefined : jwtParts(bearer)?.claims;
  return claims === undefined ? [] : describeSelf(claims).subjects;
}

function isShort(value: string): boolean {
  return /^\d{1,12}$/.test(value);
}

function texts(fields: JsonObject): string[] {
  return Object.values(fields).flatMap((value) => (typeof value === 'string' ? [value] : []));
}
