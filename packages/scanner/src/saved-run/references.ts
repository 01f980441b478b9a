import { type Exchange, isJsonObject } from '@middlebrick/model';

/** Stands for an exchange that has a line of its own, by the number of that line among the exchanges. */
const reference = '$exchange';
/** Keys of the target that look like a reference get one more `$`. */
const lookalike = /^\$+exchange$/;
/** Nothing that a check gathers is nested deeper: parsed answers go down to 64. */
const deepest = 200;

export interface EncodeOptions {
  /** Number of an exchange among those in the file; `undefined` for one that is not there as it is. */
  numberOf(exchange: object): number | undefined;
  /** Hides secrets in a text. */
  redact(text: string): string;
}

/** A value as it can stand in a file: exchanges by reference, secrets hidden, what goes in a circle cut off. */
export function encoded(value: unknown, { numberOf, redact }: EncodeOptions): unknown {
  const around = new Set<object>();
  const encode = (part: unknown): unknown => {
    if (typeof part === 'string') return redact(part);
    if (typeof part !== 'object' || part === null) return part;
    const number = numberOf(part);
    if (number !== undefined) return { [reference]: number };
    if ('toJSON' in part && typeof part.toJSON === 'function') return encode(part.toJSON());
    if (around.has(part) || around.size >= deepest) return null;
    around.add(part);
    const result = Array.isArray(part)
      ? part.map(encode)
      : Object.fromEntries(Object.entries(part).map(([key, child]) => [escaped(redact(key)), encode(child)]));
    around.delete(part);
    return result;
  };
  return encode(value);
}

/**
 * The value that was encoded.
 * @throws RangeError for what was never encoded: nested too deep, or a reference to no exchange
 */
export function decoded(value: unknown, exchangeAt: (number: number) => Exchange): unknown {
  const decode = (part: unknown, depth: number): unknown => {
    if (depth > deepest + 1) throw new RangeError('nested too deep');
    if (Array.isArray(part)) return part.map((child) => decode(child, depth + 1));
    if (!isJsonObject(part)) return part;
    const entries = Object.entries(part);
    const [first] = entries;
    if (first?.[0] === reference && typeof first[1] === 'number') return exchangeAt(first[1]);
    return Object.fromEntries(entries.map(([key, child]) => [unescaped(key), decode(child, depth + 1)]));
  };
  return decode(value, 0);
}

function escaped(key: string): string {
  return lookalike.test(key) ? `$${key}` : key;
}

function unescaped(key: string): string {
  return lookalike.test(key) ? key.slice(1) : key;
}
