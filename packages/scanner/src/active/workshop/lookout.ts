import { type Exchange, type Identity, isSuccess, jsonOf, type Operation, type RequestSpec } from '@middlebrick/model';
import type { Entry } from './ledger.ts';
import type { Surroundings } from './makers.ts';
import { readingOf, shows } from './shown.ts';

export interface LookoutOptions {
  /** The operations that concern an object. */
  around(entry: Entry): Surroundings;
  /** An operation as it is asked for an object; `undefined` when something that it needs is not known. */
  requestFor(operation: Operation, entry: Entry, as: Identity | undefined): RequestSpec | undefined;
  listRequest(list: Operation, entry: Entry): RequestSpec | undefined;
  /** `undefined` when it is not worth asking any more. */
  read(request: RequestSpec, as: Identity): Promise<Exchange | undefined>;
  /** Waits, in milliseconds. */
  pause(milliseconds: number): Promise<void>;
  /** Pauses before it is looked again for what an accepted removal did not take away at once, in milliseconds. */
  pauses: readonly number[];
}

/** Sees whether something that was made is still there. */
export interface Lookout {
  /**
   * Whether its own address still gives it, or a list holds it; `undefined` when nothing tells.
   * @param isEnough whether an address that gives nothing settles it; it could be the wrong one
   */
  isShownTo(entry: Entry, as: Identity, isEnough: boolean): Promise<boolean | undefined>;
  /** The same after a removal that was accepted: some do it later, and some readings come from a copy. */
  staysShown(entry: Entry, as: Identity): Promise<boolean | undefined>;
}

/** Objects that a scan waits for in all until an accepted removal takes them away. */
const mostWaits = 3;

export function createLookout({ around, requestFor, listRequest, read, pause, pauses }: LookoutOptions): Lookout {
  const mostWaiting = mostWaits * pauses.reduce((sum, milliseconds) => sum + milliseconds, 0);
  let waited = 0;

  const readIf = async (request: RequestSpec | undefined, as: Identity): Promise<Exchange | undefined> =>
    request === undefined ? undefined : read(request, as);

  const isAtItsAddress = async (entry: Entry, as: Identity): Promise<boolean | undefined> => {
    for (const reader of around(entry).readers) {
      const exchange = await readIf(requestFor(reader, entry, as), as);
      const seen = exchange === undefined ? undefined : readingOf(exchange, entry);
      if (seen !== undefined) return seen;
    }
    return undefined;
  };

  const isListed = async (entry: Entry, as: Identity): Promise<boolean | undefined> => {
    for (const list of around(entry).lists) {
      const exchange = await readIf(listRequest(list, entry), as);
      if (exchange !== undefined && isSuccess(exchange) && jsonOf(exchange) !== undefined)
        return shows(exchange, entry);
    }
    return undefined;
  };

  const isShownTo: Lookout['isShownTo'] = async (entry, as, isEnough) => {
    const atAddress = await isAtItsAddress(entry, as);
    if (atAddress === true || (atAddress === false && isEnough)) return atAddress;
    return (await isListed(entry, as)) ?? atAddress;
  };

  const staysShown: Lookout['staysShown'] = async (entry, as) => {
    let isShown = await isShownTo(entry, as, true);
    for (const milliseconds of pauses) {
      if (isShown !== true || waited + milliseconds > mostWaiting) return isShown;
      waited += milliseconds;
      await pause(milliseconds);
      isShown = await isShownTo(entry, as, true);
    }
    return isShown;
  };

  return { isShownTo, staysShown };
}
