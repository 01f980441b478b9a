import {
  type Exchange,
  type Identity,
  isScanError,
  isSuccess,
  jsonOf,
  type Leftover,
  type Operation,
  type RequestSpec,
  type Surface,
} from '@middlebrick/model';
import type { Sessions } from '../../identities/sessions.ts';
import { isScanOver, unlessOver } from '../../scan-over.ts';
import { requestOf } from '../../surface/index.ts';
import { type CleanUp, keptAsAsked } from '../contract.ts';
import { afterOwner } from './after-owner.ts';
import type { Binder } from './binder.ts';
import { saysFailure } from './creation.ts';
import type { Entry, Ledger } from './ledger.ts';
import { createLookout, type LookoutOptions } from './lookout.ts';
import type { Makers, Surroundings } from './makers.ts';
import type { OwnSubjects } from './own-subjects.ts';

export interface RemovalOptions {
  sessions: Sessions;
  surface: Surface;
  ledger: Ledger;
  makers: Makers;
  binder: Binder;
  subjects: OwnSubjects;
  operationOf(id: string): Operation | undefined;
  /** Waits, in milliseconds. */
  pause(milliseconds: number): Promise<void>;
  /** Pauses before it is looked again for what an accepted removal did not take away at once, in milliseconds. */
  pauses: readonly number[];
}

/** Takes away what was made. */
export interface Removal {
  /** Removes everything that is there, the newest first, and sees that it is gone. Never throws when the scan is over. */
  removeAll(): Promise<CleanUp>;
  /** Removes nothing, and names what is still there. */
  keepAll(): Promise<readonly Leftover[]>;
  /** Looks again after accounts were deleted: what was theirs went with them, unless somebody else still sees it. */
  recheck(gone: ReadonlySet<string>): Promise<CleanUp>;
}

/** What can be said of something after an attempt to remove it. */
export type Fate = { isGone: true } | { isGone: false; reason: string };

/** Operations that are tried for one object. */
const mostRemovers = 2;
/** Requests without an answer in a row after which the target counts as gone. */
const patience = 3;

export function createRemoval({
  sessions,
  surface,
  ledger,
  makers,
  binder,
  subjects,
  operationOf,
  pause,
  pauses,
}: RemovalOptions): Removal {
  const reasons = new Map<Entry, string>();
  /** Those of the removal itself. */
  let reasonsBefore: ReadonlyMap<Entry, string> = new Map();
  const ended = new Set<string>();
  let silent = 0;

  const around = ({ object }: Entry): Surroundings => {
    const operation = operationOf(object.operation);
    return operation === undefined ? { readers: [], lists: [], removers: [] } : makers.around(operation);
  };

  /** The owner, then everybody else with a session. */
  const callersFor = ({ object }: Entry): Identity[] =>
    subjects.callers().toSorted((a, b) => Number(b.name === object.owner) - Number(a.name === object.owner));

  const send = async (request: RequestSpec, as: Identity, purpose: string): Promise<Exchange | undefined> => {
    if (silent >= patience || ended.has(as.name)) return undefined;
    const exchange = await sessions.send(request, as, purpose, { fresh: true });
    // Whose account is gone does not sign in again, however often it is tried.
    if (exchange.failure?.code === 'SESSION_ENDED') ended.add(as.name);
    else silent = exchange.response === null ? silent + 1 : 0;
    return exchange;
  };

  const requestFor: LookoutOptions['requestFor'] = (operation, { object }, owner) => {
    const values = binder.forObject(operation, object, owner);
    return values === undefined ? undefined : requestOf(operation, values, surface);
  };

  const { isShownTo, staysShown } = createLookout({
    requestFor,
    around,
    listRequest: (list, { object }) => requestOf(list, object.values, surface),
    read: (request, as) => send(request, as, 'sees whether it is gone'),
    pause,
    pauses,
  });

  const remove = async (entry: Entry): Promise<Fate> => {
    const [owner] = callersFor(entry);
    if (owner === undefined) return { isGone: false, reason: 'nobody is signed in who could remove it' };
    if (entry.isDeleted === true && (await isShownTo(entry, owner, true)) === false) return { isGone: true };
    const removers = around(entry).removers.flatMap((remover) => {
      const request = requestFor(remover, entry, owner);
      return request === undefined ? [] : [{ remover, request }];
    });
    let reason = 'no operation removes it';
    for (const { remover, request } of removers.slice(0, mostRemovers)) {
      const fate = await removeAsAnybody(remover, request, entry);
      if (fate.isGone) return fate;
      reason = fate.reason;
    }
    if (removers.length > 0) return { isGone: false, reason };
    return (await isShownTo(entry, owner, false)) === false ? { isGone: true } : { isGone: false, reason };
  };

  const removeAsAnybody = async (remover: Operation, request: RequestSpec, entry: Entry): Promise<Fate> => {
    let reason: string | undefined;
    let isHidden = false;
    for (const as of callersFor(entry)) {
      // What its maker does not find may be there for whom it was made.
      if (isHidden && (await isShownTo(entry, as, true)) !== true) continue;
      const fate = await removeBy(remover, request, entry, as);
      if (fate.isGone && fate.isRefused !== true) return fate;
      isHidden = fate.isGone;
      if (!fate.isGone) reason ??= fate.reason;
      if (fate.isRefused !== true) break;
    }
    return reason === undefined ? { isGone: true } : { isGone: false, reason };
  };

  const removeBy = async (
    remover: Operation,
    request: RequestSpec,
    entry: Entry,
    as: Identity,
  ): Promise<Fate & { isRefused?: boolean }> => {
    let exchange = await send(request, as, 'removes what was made');
    const status = exchange?.response?.status ?? 0;
    if (status >= 500 || status === 429) exchange = await send(request, as, 'removes what was made');
    if (exchange?.response == null) return { isGone: false, reason: notAnswered(remover, exchange) };
    const answer = exchange.response.status;
    const isDone = (isSuccess(exchange) && !saysFailure(jsonOf(exchange))) || answer === 404 || answer === 410;
    if (!isDone) {
      return { isGone: false, isRefused: answer < 500, reason: `${remover.id} answers ${answer} to ${as.name}` };
    }
    const isStill = isSuccess(exchange) ? await staysShown(entry, as) : await isShownTo(entry, as, false);
    return isStill === true
      ? { isGone: false, isRefused: answer >= 400, reason: `${remover.id} answers ${answer}, and it is still there` }
      : { isGone: true, isRefused: answer >= 400 };
  };

  const orphans = afterOwner(subjects, (entry, as) => isShownTo(entry, as, true));

  const guarded = async (work: () => Promise<Fate>): Promise<Fate> => {
    if (silent >= patience) return { isGone: false, reason: 'the target does not answer any more' };
    try {
      return await work();
    } catch (error) {
      if (!isScanOver(error) && !isScanError(error)) throw error;
      return { isGone: false, reason: `the scan ended before it could be removed: ${(error as Error).message}` };
    }
  };

  const settle = async (entry: Entry, work: () => Promise<Fate>): Promise<void> => {
    const fate = await guarded(work);
    if (fate.isGone) entry.state = 'removed';
    else reasons.set(entry, fate.reason);
  };

  const remaining = (): Entry[] =>
    ledger
      .entries()
      .filter(({ state }) => state === 'there')
      .toReversed();

  const result = (): CleanUp => {
    const certain = new Set(
      remaining().flatMap(({ isDoubtful, ids }) => (isDoubtful ? [] : ids.map(({ value }) => value))),
    );
    const isNamedAlready = ({ ids }: Entry): boolean => ids.some(({ value }) => certain.has(value));
    const left = remaining().filter((entry) => !entry.isDoubtful || (reasons.has(entry) && !isNamedAlready(entry)));
    const leftovers = left.map((entry): Leftover => {
      const reason = reasons.get(entry) ?? 'it was not tried';
      return { what: nameOf(entry), operation: entry.object.operation, reason };
    });
    return {
      removed: ledger.entries().filter(({ state, isDoubtful }) => state === 'removed' && !isDoubtful).length,
      leftovers,
    };
  };

  return {
    removeAll: async () => {
      silent = 0;
      ended.clear();
      for (const entry of remaining()) await settle(entry, () => remove(entry));
      // What lay below something that is gone now may have gone with it.
      for (const entry of remaining()) {
        if (!isBelowRemoved(entry, ledger.entries())) continue;
        await settle(entry, async () => {
          const [owner] = callersFor(entry);
          const isShown = owner === undefined ? undefined : await isShownTo(entry, owner, true);
          return isShown === true
            ? { isGone: false, reason: 'it is still there after what it belonged to was removed' }
            : { isGone: true };
        });
      }
      reasonsBefore = new Map(reasons);
      for (const entry of remaining()) {
        await guarded(async () => {
          await orphans.findWitnesses(entry);
          return { isGone: false, reason: '' };
        });
      }
      return result();
    },
    keepAll: async () => {
      const leftovers: Leftover[] = [];
      for (const entry of remaining().toReversed()) {
        const [owner] = callersFor(entry);
        const isShown = owner === undefined ? undefined : await unlessOver(isShownTo(entry, owner, true));
        // A check may have deleted it.
        if (isShown === false || entry.isDoubtful) continue;
        leftovers.push({ what: nameOf(entry), operation: entry.object.operation, reason: keptAsAsked });
      }
      return leftovers;
    },
    recheck: async (gone) => {
      orphans.note(gone);
      for (const entry of remaining().filter(({ object }) => gone.has(object.owner))) {
        await settle(entry, () => orphans.fateOf(entry, reasonsBefore.get(entry) ?? 'it could not be removed'));
      }
      return result();
    },
  };
}

function isBelowRemoved({ object }: Entry, entries: readonly Entry[]): boolean {
  const parents = new Set(Object.values(object.values));
  return entries.some(({ state, ids }) => state === 'removed' && ids.some(({ value }) => parents.has(value)));
}

/** `post 5021 of alice`. */
function nameOf({ object, ids }: Entry): string {
  const id = ids[0]?.value;
  return [object.resource || 'object', ...(id === undefined ? [] : [id]), 'of', object.owner].join(' ');
}

function notAnswered({ id }: Operation, exchange: Exchange | undefined): string {
  return exchange?.failure === undefined
    ? 'the target does not answer any more'
    : `${id} was not answered: ${exchange.failure.message}`;
}
