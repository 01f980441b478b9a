import { hash } from 'node:crypto';

/** Texts of one scan: letters and digits, beginning with a letter, that nobody can know in advance. */
export interface Uniques {
  next(): string;
  /** Whether a text is one value, and holds one that was handed out: then it can name nothing else. */
  isWithin(text: string): boolean;
}

const counterLength = 3;

/**
 * Numbered texts with the nonce of the scan. The number stands first, so that texts that an API cuts off still differ;
 * the nonce behind it keeps one from being the beginning of another, and the whole from being guessed.
 */
export function uniques(nonce: string): Uniques {
  let count = 0;
  const shape = new RegExp(`mb([0-9a-z]{${counterLength},6})${nonce.replace(/[^0-9a-z]/gi, '')}`, 'i');
  return {
    next: () => `mb${(count++).toString(36).padStart(counterLength, '0')}${nonce.replace(/[^0-9a-z]/gi, '')}`,
    isWithin: (text) => {
      if (text.length > longest || !/^[\w.@-]+$/.test(text)) return false;
      const number = Number.parseInt(shape.exec(text)?.[1] ?? '', 36);
      return Number.isInteger(number) && number < count;
    },
  };
}

const longest = 512;

/** A UUID (version 8, RFC 9562) that stands for a text. */
export function uuidOf(text: string): string {
  const hex = hash('sha256', text, 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
