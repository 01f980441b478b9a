import type { SchemaNode } from '@middlebrick/model';
import { numberField } from '../surface/legal-number.ts';
import { type PatternNode, parsePattern } from '../surface/pattern.ts';
import { holds, matchesPattern } from '../surface/pattern-match.ts';
import { longestPatternText, textOfPattern } from '../surface/pattern-text.ts';
import { textField } from '../surface/spec-node.ts';

/** A shorter text could stand anywhere by chance: it is no canary. */
const shortestCanary = 8;
/** Length of a text when nothing is said. */
const usualMost = 1000;

export interface FreeText {
  text: string;
  /** The part of the text that is found again nowhere else. */
  canary?: string;
}

/**
 * A legal text for a string schema that holds `unique`, or a legal one without it; `undefined` when none is found.
 *
 * @param unique Letters and digits, beginning with a letter.
 * @param variant How often other spellings were refused: letters alone, then one word with a capital.
 */
export function freeText(schema: SchemaNode, unique: string, variant = 0): FreeText | undefined {
  const least = Math.min(longestPatternText, Math.max(0, Math.ceil(numberField(schema, 'minLength') ?? 0)));
  const most = Math.floor(numberField(schema, 'maxLength') ?? usualMost);
  if (most < least || (numberField(schema, 'minLength') ?? 0) > longestPatternText) return undefined;
  if (most <= 0) return { text: '' };
  const spelling = spelled(unique, variant);
  const pattern = textField(schema, 'pattern');
  if (pattern === undefined) return withCanary(sized(spelling, least, most), cut(spelling, most));
  const node = parsePattern(pattern);
  return node && patternedText(node, spelling, least, most);
}

function patternedText(node: PatternNode, unique: string, least: number, most: number): FreeText | undefined {
  const whole = [unique, unique.toLowerCase(), unique.toUpperCase(), capitalised(unique), lettersOnly(unique)]
    .map((spelling) => ({ text: sized(spelling, least, most), canary: cut(spelling, most) }))
    .find(({ text }) => matchesPattern(node, text, 'whole'));
  if (whole !== undefined && whole.canary.length >= shortestCanary) return whole;
  let fed: string | undefined;
  const text = textOfPattern(node, {
    least,
    most,
    feed: (allowed, room) => {
      if (room < shortestCanary) return undefined;
      fed = [unique, unique.toLowerCase(), unique.toUpperCase(), lettersOnly(unique), lettersOnly(unique).toUpperCase()]
        .map((spelling) => cut(spelling, room))
        .find((spelling) => [...spelling].every((character) => holds(allowed, character)));
      return fed;
    },
  });
  if (text !== undefined) return withCanary(text, fed);
  if (whole !== undefined) return { text: whole.text };
  // An open pattern may allow around it what it does not name.
  const part = sized(unique, least, most);
  return matchesPattern(node, part, 'part') ? withCanary(part, cut(unique, most)) : undefined;
}

function withCanary(text: string, canary: string | undefined): FreeText {
  if (canary === undefined || canary.length < shortestCanary || !text.includes(canary)) return { text };
  return { text, canary };
}

/** The end of a unique text tells it from others, its beginning makes it a name. */
export function cut(unique: string, most: number): string {
  if (unique.length <= most) return unique;
  return most <= 1 ? unique.slice(-most) : `${unique[0]}${unique.slice(1 - most)}`;
}

function sized(unique: string, least: number, most: number): string {
  const text = cut(unique, most);
  return text.length >= least ? text : text.repeat(Math.ceil(least / text.length)).slice(0, least);
}

function spelled(unique: string, variant: number): string {
  if (variant % 3 === 1) return lettersOnly(unique);
  return variant % 3 === 2 ? capitalised(lettersOnly(unique)) : unique;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
}

/** Digits and the letter that marks them are written as two letters, so that different texts stay different. */
export function lettersOnly(unique: string): string {
  return unique.replace(/[0-9zZ]/g, (character) => `z${'abcdefghij'[Number(character)] ?? 'z'}`);
}
