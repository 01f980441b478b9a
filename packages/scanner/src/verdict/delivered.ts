import { type Exchange, type Json, leavesOf } from '@middlebrick/model';
import { changedValues } from './changed-values.ts';
import { isRefusal, isUnusable } from './compare.ts';

/** Events that nobody signed, about an object of the scan's own. */
export interface DeliveryEvidence {
  owner: string;
  /** Two readings by the owner, to know what changes by itself. */
  before: [Exchange, Exchange];
  /** Without a signature and with one that cannot be right, each with what was sent; the last one had an effect, if any had. */
  deliveries: readonly { exchange: Exchange; sent: Json }[];
  after: Exchange;
  /** Two readings before and one after of an object of the same kind that no event named; null when there is none. */
  twin: { before: [Exchange, Exchange]; after: Exchange } | null;
}

export type DeliveryRule = 'believed' | 'refused' | 'otherwiseRefused' | 'noEffect' | 'noAnswer';

/**
 * What became of the object. Things also change by themselves (an order is confirmed after a while): what changed in
 * the twin, too, does not count, and without a twin only what the event itself said.
 */
export function judgeDelivery({ before, deliveries, after, twin }: DeliveryEvidence): {
  rule: DeliveryRule;
  outcome: 'vulnerable' | 'hardened' | 'inconclusive';
  found: readonly { path: string; value: string }[];
  /** Whether the object took a value that stood in the event. */
  isAsSent: boolean;
} {
  const plain = (rule: DeliveryRule, outcome: 'hardened' | 'inconclusive') => {
    return { rule, outcome, found: [], isAsSent: false };
  };
  const byItself = new Set(twin === null ? [] : changedValues(twin.before, twin.after).map(place));
  const sent = new Set(
    deliveries.flatMap(({ sent: body }) => leavesOf(body).map(({ key, value }) => `${key}\u0000${String(value)}`)),
  );
  const isSent = ({ path, value }: { path: string; value: string }): boolean =>
    sent.has(`${path.split('.').at(-1)}\u0000${value}`);
  const found = changedValues(before, after).filter(
    (entry) => !byItself.has(place(entry)) && (twin !== null || isSent(entry)),
  );
  if (found.length > 0) return { rule: 'believed', outcome: 'vulnerable', found, isAsSent: found.some(isSent) };
  const answers = deliveries.map(({ exchange }) => exchange);
  if (answers.every(isUnusable) || isUnusable(after)) return plain('noAnswer', 'inconclusive');
  if (!answers.every(isRefusal)) return plain('noEffect', 'inconclusive');
  return answers.some(isForSignature) ? plain('refused', 'hardened') : plain('otherwiseRefused', 'inconclusive');
}

/** 401 and 403, or words about signatures: some answer 400 to a wrong one. */
function isForSignature({ response }: Exchange): boolean {
  if (response?.status === 401 || response?.status === 403) return true;
  return /\b(?:signatures?|unsigned|hmac|not signed)\b/i.test(response?.body.slice(0, 2000) ?? '');
}

function place({ path, value }: { path: string; value: string }): string {
  return `${path}\u0000${value}`;
}
