export interface Predictability {
  /** In words: `sequential`. */
  pattern: string;
  /** Bits that somebody who has seen the samples still has to guess for the next one. */
  bits: number;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{4}-([0-9a-f]{12})$/i;
/** Identifiers below this many unknown bits can be walked through over a network in days. */
const guessableBits = 40;

/**
 * Whether identifiers of one kind can be guessed. UUID version 4 and other random ids of enough bits are not, nor are
 * those that only begin with a time (UUID version 7, ULID, KSUID): their rest is random.
 *
 * @param values at least three distinct identifiers of one kind
 */
export function predictability(values: readonly string[]): Predictability | undefined {
  const numbers = values.map(trailingNumber);
  if (numbers.every((entry) => entry !== undefined)) return numeric(numbers);
  if (values.every((value) => uuid.test(value))) return timeUuid(values);
  if (values.every((value) => /^[0-9a-f]{24}$/i.test(value))) return objectId(values);
  if (values.every((value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)))
    return { pattern: 'the e-mail address', bits: 0 };
  return short(values);
}

function trailingNumber(value: string): { prefix: string; number: number } | undefined {
  const match = /^([A-Za-z]*[-_#:]?)(\d{1,15})$/.exec(value);
  return match === null ? undefined : { prefix: match[1] as string, number: Number(match[2]) };
}

/** Ids counted up: the gaps between neighbours say how many tries the next hit takes. */
function numeric(entries: readonly { prefix: string; number: number }[]): Predictability | undefined {
  if (new Set(entries.map((entry) => entry.prefix)).size > 1) return undefined;
  const sorted = entries.map((entry) => entry.number).sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((value, index) => value - (sorted[index] as number));
  const median = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  const bits = Math.max(0, Math.ceil(Math.log2(Math.max(1, median))));
  if (bits >= guessableBits) return undefined;
  return { pattern: median <= 64 ? 'sequential' : 'a short number', bits };
}

/** Versions 1, 2 and 6 hold a clock and a machine's address instead of random bits (RFC 9562 section 5). */
function timeUuid(values: readonly string[]): Predictability | undefined {
  const parts = values.map((value) => uuid.exec(value));
  const isTimed = parts.every((part) => /[126]/.test(part?.[1] ?? ''));
  const nodes = new Set(parts.map((part) => part?.[2]?.toLowerCase()));
  return isTimed && nodes.size < values.length ? { pattern: 'a time-based UUID', bits: 24 } : undefined;
}

/** MongoDB ObjectIds of one process share their middle bytes and count up (4 bytes time, 5 random, 3 counter). */
function objectId(values: readonly string[]): Predictability | undefined {
  const middles = new Set(values.map((value) => value.slice(8, 18).toLowerCase()));
  return middles.size < values.length ? { pattern: 'a time and a counter (ObjectId)', bits: 16 } : undefined;
}

function short(values: readonly string[]): Predictability | undefined {
  const longest = Math.max(...values.map((value) => value.length));
  const alphabet = values.every((value) => /^[0-9a-f]+$/i.test(value))
    ? 16
    : values.every((value) => /^[0-9a-z]+$/.test(value))
      ? 36
      : 62;
  const bits = Math.floor(longest * Math.log2(alphabet));
  const isCode = values.every((value) => /\d/.test(value) && /^[\w-]+$/.test(value));
  return isCode && bits < guessableBits ? { pattern: 'short', bits } : undefined;
}
