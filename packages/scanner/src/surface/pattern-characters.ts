import type { Characters } from './pattern.ts';

/** The characters that texts are made of here; of everything beyond it is only known whether it is allowed. */
const printable = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index));

function those(test: (character: string) => boolean, others = false): Characters {
  return { members: new Set(printable.filter(test)), others };
}

export const everyCharacter: Characters = those(() => true, true);

export function negated({ members, others }: Characters): Characters {
  return { members: new Set(printable.filter((character) => !members.has(character))), others: !others };
}

export function union(parts: readonly Characters[]): Characters {
  return {
    members: new Set(parts.flatMap(({ members }) => [...members])),
    others: parts.some(({ others }) => others),
  };
}

/** A range of a class; of one that goes beyond printable ASCII its first character stands for those. */
export function rangeOf(from: string, to: string): Characters {
  const [low, high] = [from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0];
  const inside = those((character) => character.charCodeAt(0) >= low && character.charCodeAt(0) <= high);
  const isBeyond = high > 0x7e || low < 0x20;
  return isBeyond && inside.members.size === 0
    ? { members: new Set([from]), others: false }
    : { ...inside, others: high > 0xff };
}

const lower = those((character) => /[a-z]/.test(character));
const upper = those((character) => /[A-Z]/.test(character));
const digit = those((character) => /[0-9]/.test(character));
const space = those((character) => character === ' ');
const word = those((character) => /\w/.test(character));
const letter = union([lower, upper]);
const punctuation = those((character) => /[^A-Za-z0-9 ]/.test(character));

export const classEscapes: ReadonlyMap<string, Characters> = new Map([
  ['d', digit],
  ['D', negated(digit)],
  ['w', word],
  ['W', negated(word)],
  ['s', space],
  ['S', negated(space)],
]);

/** Unicode properties and the POSIX classes of Java, by their names in lower case. */
export const propertyCharacters: ReadonlyMap<string, Characters> = new Map([
  ['l', { ...letter, others: true }],
  ['letter', { ...letter, others: true }],
  ['alphabetic', { ...letter, others: true }],
  ['alpha', letter],
  ['ll', { ...lower, others: true }],
  ['lower', lower],
  ['lowercase', { ...lower, others: true }],
  ['lu', { ...upper, others: true }],
  ['upper', upper],
  ['uppercase', { ...upper, others: true }],
  ['n', { ...digit, others: true }],
  ['nd', { ...digit, others: true }],
  ['digit', digit],
  ['alnum', union([letter, digit])],
  ['p', { ...punctuation, others: true }],
  ['punct', punctuation],
  ['z', { ...space, others: true }],
  ['zs', { ...space, others: true }],
  ['space', space],
  ['latin', { ...letter, others: true }],
]);
