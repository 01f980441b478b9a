import { randomBytes } from 'node:crypto';
import type { HttpClient } from '@middlebrick/http';
import type { Activity, Secret, Surface } from '@middlebrick/model';
import type { EventSink } from '../events.ts';
import { secretsOf } from '../identities/credentials.ts';
import type { IdentityConfig } from '../identities/identity-config.ts';
import type { Sessions } from '../identities/sessions.ts';
import type { OwnFacts } from '../replay/facts.ts';
import { unlessOver } from '../scan-over.ts';
import type { Account, ActiveTools, CleanUp, MadeObject, Users } from './contract.ts';
import { registerUsers } from './users.ts';
import type { OwnPlaces } from './workshop/binder.ts';
import { openWorkshop } from './workshop.ts';

export interface StageOptions {
  client: HttpClient;
  sessions: Sessions;
  surface: Surface;
  /** The identities that the user gave. */
  given: readonly IdentityConfig[];
  seed: number;
  /** Makes names and texts of this scan its own; drawn at random when not given. */
  nonce?: string;
  /** How long an accepted write may take to show, in milliseconds. */
  settleMs?: number | undefined;
  emit: EventSink;
}

/** What an active scan has besides a reading one: users and objects of its own, and a broom. */
export interface Stage {
  tools: ActiveTools;
  accounts: readonly Account[];
  /** What was made before the survey. */
  made: readonly MadeObject[];
  /** What a replay has to know to do it all once more. */
  facts(): Omit<OwnFacts, 'exchanges'>;
  /** Credentials of the users of the scan's own. */
  secrets(): readonly Secret[];
  /** Leaves everything where it is, and lists it. */
  keep(): Promise<Activity>;
  /** Removes everything that was made; reports what could not be. Never throws when the target or the user ended the scan. */
  close(): Promise<Activity>;
}

/** Users that it takes to ask whose an object is. */
const wanted = 2;
const names = ['alice', 'bob', 'carol', 'dave'];

/** Registers the users that are missing and makes objects as each of them. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const { client, sessions, surface, given, seed, emit, settleMs } = options;
  const nonce = options.nonce ?? newNonce();
  const taken = new Set(given.map(({ name }) => name));
  const ordinary = given.filter(({ role }) => role === undefined || !/admin/i.test(role)).length;
  emit({ type: 'registering' });
  const users = await registerUsers({
    client,
    sessions,
    surface,
    seed,
    nonce,
    names: names.filter((name) => !taken.has(name)).slice(0, Math.max(0, wanted - ordinary)),
  });
  const registration = registrationOf(users);
  emit({ type: 'registered', registration });
  await unlessOver(sessions.prove(surface));
  const owns = ownedBy(given);
  const workshop = openWorkshop({ client, sessions, surface, users, seed, nonce, owns, settleMs });
  const made = (await unlessOver(workshop.makeFirst())) ?? [];
  emit({ type: 'made', objects: made.length });
  const notMade = (): Pick<Activity, 'notMade'> => {
    const some = workshop.notMade();
    return some.length === 0 ? {} : { notMade: [...some] };
  };
  return {
    tools: workshop.tools,
    accounts: users.accounts(),
    made,
    facts: () => {
      const subjects = sessions.reported().flatMap(({ isOwn, subjects: own }) => (isOwn === true ? own : []));
      return { nonce, users: [...users.facts()], names: [...new Set([...workshop.names(), ...subjects])] };
    },
    secrets: () => {
      const own = new Set(users.accounts().map(({ identity }) => identity));
      const credentials = sessions.credentials().filter(({ identity }) => own.has(identity.replace(/\+.*$/s, '')));
      return [...users.secrets(), ...credentials.flatMap(secretsOf)];
    },
    keep: async () => {
      const leftovers = [...(await workshop.keep()), ...(await users.keep())];
      return { registration, made: leftovers.length, removed: 0, leftovers, ...notMade() };
    },
    close: async () => {
      emit({ type: 'cleaning-up' });
      const tidied = await workshop.cleanUp();
      // What was left of objects may have gone with the accounts; as long as some are there, they can see it.
      const accounts = await users.cleanUp(async (identity) => {
        if (tidied.leftovers.length > 0) await workshop.recheck(new Set([identity]));
      });
      const objects = tidied.leftovers.length === 0 ? tidied : await workshop.recheck(goneWith(users, accounts));
      const leftovers = [...objects.leftovers, ...accounts.leftovers];
      const removed = objects.removed + accounts.removed;
      emit({ type: 'cleaned-up', removed, leftovers });
      return { registration, made: removed + leftovers.length, removed, leftovers, ...notMade() };
    },
  };
}

function registrationOf(users: Users): Activity['registration'] {
  const accounts = users.accounts();
  const operations = new Set(
    accounts.flatMap(({ register, login }) => [register, ...(login === undefined ? [] : [login])]),
  );
  return { ...users.registration, accounts: accounts.length, operations: [...operations] };
}

/** The identities whose accounts are not left over. */
function goneWith(users: Users, { leftovers }: CleanUp): ReadonlySet<string> {
  const gone = users.accounts().filter(({ username }) => !leftovers.some(({ what }) => what.includes(username.value)));
  return new Set(gone.map(({ identity }) => identity));
}

function ownedBy(given: readonly IdentityConfig[]): OwnPlaces {
  return ({ name }, field) => given.find((config) => config.name === name)?.owns[field] ?? [];
}

/** Not from the seed: names must not be taken by the scan before, and nobody may know them in advance. */
function newNonce(): string {
  return randomBytes(5).toString('hex').replace(/[01]/g, 'k').slice(0, 8);
}
