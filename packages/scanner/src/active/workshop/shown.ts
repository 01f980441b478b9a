import { type Exchange, isSuccess, jsonOf, leavesOf } from '@middlebrick/model';
import { saysDeleted } from '../../verdict/deleted-mark.ts';
import { saysFailure } from './creation.ts';
import type { Entry } from './ledger.ts';

/** What the answer of its own address says; `undefined` for a refusal that may have other reasons. */
export function readingOf(exchange: Exchange, entry: Entry): boolean | undefined {
  const status = exchange.response?.status;
  if (status === 404 || status === 410) return false;
  if (!isSuccess(exchange)) return undefined;
  return !saysDeleted(jsonOf(exchange)) && shows(exchange, entry);
}

/** Whether an answer shows the object: one of its texts, or its id in an id's place. */
export function shows(exchange: Exchange, { object, ids }: Entry): boolean {
  const json = jsonOf(exchange);
  if (saysFailure(json)) return false;
  const body = exchange.response?.body ?? '';
  if (object.canaries.some((canary) => body.includes(canary))) return true;
  const values = new Set(ids.map(({ value }) => value));
  return (
    json !== undefined &&
    leavesOf(json).some(({ key, value }) => values.has(String(value)) && ids.some(({ field }) => sameField(field, key)))
  );
}

function sameField(a: string, b: string): boolean {
  return a === b || /id$|key$|slug$/i.test(b);
}
