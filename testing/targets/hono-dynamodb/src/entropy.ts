import { createHash } from 'node:crypto';

const WORD_SYLLABLES = 6;
const CONSONANTS = 'bdfgklmnprstvzhw';
const VOWELS = 'aeiou';

/** Values that look random and are a pure function of a seed and a label. */
export interface Entropy {
  /** 32 bytes. */
  readonly bytes: (label: string) => Buffer;
  /** A whole number in `[minimum, maximum]`. */
  readonly integer: (label: string, minimum: number, maximum: number) => number;
  /** One of the given choices. */
  readonly pick: <T>(label: string, choices: readonly [T, ...T[]]) => T;
  /** A pronounceable lower-case word of twelve letters, about 38 bits. */
  readonly word: (label: string) => string;
  /** A UUID of version 4 (RFC 9562, section 5.4). */
  readonly uuid: (label: string) => string;
}

/**
 * Derives every value from `SHA-256(seed, label)` instead of drawing from one stream:
 * a new field does not change the others, and two seeds share no value but by chance.
 */
export function createEntropy(seed: number): Entropy {
  const bytes = (label: string) => createHash('sha256').update(`${seed}\n${label}`).digest();
  const integer = (label: string, minimum: number, maximum: number) =>
    minimum + (bytes(label).readUIntBE(0, 6) % (maximum - minimum + 1));

  return {
    bytes,
    integer,
    pick: (label, choices) => choices[integer(label, 0, choices.length - 1)] ?? choices[0],
    word: (label) => wordOf(bytes(label)),
    uuid: (label) => uuidOf(bytes(label)),
  };
}

function wordOf(bytes: Buffer): string {
  let word = '';
  for (let index = 0; index < WORD_SYLLABLES; index += 1) {
    const value = bytes.readUInt16BE(index * 2);
    word += CONSONANTS.charAt(value % CONSONANTS.length);
    word += VOWELS.charAt((value >> 4) % VOWELS.length);
  }
  return word;
}

function uuidOf(bytes: Buffer): string {
  const value = Buffer.from(bytes.subarray(0, 16));
  value[6] = (value.readUInt8(6) & 0x0f) | 0x40;
  value[8] = (value.readUInt8(8) & 0x3f) | 0x80;
  const hex = value.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
