/**
 * How long a write that was accepted may take to show, in milliseconds, when nothing else is said: DynamoDB's reads are
 * eventually consistent by default, and are usually right within a second.
 */
const usualSettleMs = 1300;

/** Each pause is three times as long as the one before. */
const parts = [1, 3, 9];
const whole = 13;

/** The pauses between the readings that look for what was written, in milliseconds; together as long as was asked. */
export function settlingPauses(settleMs: number = usualSettleMs): readonly number[] {
  return parts.map((part) => (settleMs * part) / whole);
}
