import type { Identity } from '@middlebrick/model';
import type { Entry } from './ledger.ts';
import { familyOf, type OwnSubjects } from './own-subjects.ts';
import type { Fate } from './removal.ts';

/** What becomes of things whose owner's account is deleted. */
export interface AfterOwner {
  /** Finds out who besides its owner sees a thing, as long as there are accounts. */
  findWitnesses(entry: Entry): Promise<void>;
  /** What can be said of a thing of a deleted account; the reason is why it was not removed before. */
  fateOf(entry: Entry, reason: string): Promise<Fate>;
  /** Notes that the accounts of these identities are gone. */
  note(gone: ReadonlySet<string>): void;
}

/** Callers who are asked whether they see what is left of somebody else. */
const mostWitnesses = 2;

/**
 * What is private is seen by nobody once its owner is gone, unless a token outlives its account. Where somebody else
 * saw one of the things that an operation makes, and sees it no longer, the others are taken to be gone like it.
 */
export function afterOwner(
  subjects: Pick<OwnSubjects, 'callers'>,
  isShownTo: (entry: Entry, as: Identity) => Promise<boolean | undefined>,
): AfterOwner {
  const witnesses = new Map<Entry, Set<string>>();
  const goWithOwner = new Set<string>();
  const gone = new Set<string>();
  const isGoneToo = ({ name }: Identity): boolean => gone.has(familyOf(name));
  const isOwner = ({ name }: Identity, { object }: Entry): boolean => familyOf(name) === object.owner;

  return {
    findWitnesses: async (entry) => {
      const others = subjects.callers().filter((as) => !isOwner(as, entry));
      for (const as of others.slice(0, mostWitnesses)) {
        if ((await isShownTo(entry, as)) !== true) continue;
        witnesses.set(entry, (witnesses.get(entry) ?? new Set()).add(as.name));
      }
    },
    fateOf: async (entry, reason) => {
      for (const as of subjects.callers().toSorted((a, b) => Number(isGoneToo(a)) - Number(isGoneToo(b)))) {
        if (isGoneToo(as) && !isOwner(as, entry)) continue;
        const isShown = await isShownTo(entry, as);
        if (isShown === true) return { isGone: false, reason: 'it is still there after its owner was deleted' };
        if (isShown === false && (isOwner(as, entry) || witnesses.get(entry)?.has(as.name) === true)) {
          goWithOwner.add(entry.object.operation);
          return { isGone: true };
        }
      }
      return goWithOwner.has(entry.object.operation)
        ? { isGone: true }
        : { isGone: false, reason: `${reason}, and nobody is left who could see whether it went with its owner` };
    },
    note: (names) => {
      for (const name of names) gone.add(name);
    },
  };
}
