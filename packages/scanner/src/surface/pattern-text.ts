import type { Characters, PatternNode } from './pattern.ts';
import { holds, matchesPattern } from './pattern-match.ts';

/** Longest text that is made for a pattern, in characters. */
export const longestPatternText = 1000;

/** Preferred members of a class, the most ordinary first. */
const ordinary = 'aA1!@-_.#$%& bcdefghijklmnopqrstuvwxyzBCDEFGHIJKLMNOPQRSTUVWXYZ234567890';

/** Parts that are written at most: repetitions of repetitions would otherwise multiply. */
const mostParts = 20_000;

/** What a text of a pattern should be, beyond matching it. */
export interface PatternWish {
  least: number;
  most: number;
  /**
   * Put into the first place that repeats one class often enough, in the spelling that the class allows.
   * Gives the text for a class and the number of characters that fit; `undefined` leaves the place as it is.
   */
  feed?: (allowed: Characters, room: number) => string | undefined;
}

/** A text that matches a pattern as a whole, of the length wished for; `undefined` when none is found. */
export function textOfPattern(node: PatternNode, wish: PatternWish): string | undefined {
  const shortest = compose(node, { missing: 0 });
  if (shortest === undefined) return undefined;
  const demanded = lookedFor(node, membersOf(node));
  const missing = Math.max(0, wish.least - shortest.length, demanded.length);
  const room = Math.max(0, Math.min(wish.most, longestPatternText) - shortest.length);
  const { feed } = wish;
  const attempts: Composing[] = [
    ...(feed === undefined ? [] : [{ missing, room, demanded, feed }]),
    { missing: 0 },
    { missing, room, demanded },
    { missing: missing + demanded.length, room, demanded },
  ];
  return attempts
    .map((attempt) => compose(node, attempt))
    .find((text) => {
      if (text === undefined || text.length < wish.least || text.length > wish.most) return false;
      return matchesPattern(node, text, 'whole');
    });
}

interface Composing {
  /** Characters that the text still lacks. Used up where repetitions allow more. */
  missing: number;
  /** Characters that may be added to the shortest text. */
  room?: number;
  /** Texts that lookaheads ask for, put into the first open class. */
  demanded?: string;
  feed?: PatternWish['feed'];
}

function compose(node: PatternNode, attempt: Composing): string | undefined {
  const state = { ...attempt };
  let left = mostParts;
  const write = (part: PatternNode): string | undefined => {
    if (--left < 0) return undefined;
    switch (part.kind) {
      case 'one':
        return memberOf(part.of);
      case 'row':
        return joined(part.parts.map(write));
      case 'choice':
        return part.options.map(write).find((text) => text !== undefined);
      case 'repeat':
        return repeated(part, state, write);
      default:
        return '';
    }
  };
  const text = write(node);
  return text === undefined || text.length > longestPatternText ? undefined : text;
}

function repeated(
  { node, least, most }: Extract<PatternNode, { kind: 'repeat' }>,
  state: Composing,
  write: (part: PatternNode) => string | undefined,
): string | undefined {
  if (node.kind === 'one') {
    const fed = fedText(node.of, least, most, state);
    if (fed !== undefined) return fed;
  }
  const pieces: string[] = [];
  let length = 0;
  for (let time = 0; time < least || (time < most && state.missing > 0); time++) {
    const piece = write(node);
    if (piece === undefined) return least === 0 ? '' : undefined;
    length += piece.length;
    // Nothing, however often it is written, stays nothing.
    if (piece === '') return pieces.join('');
    if (length > longestPatternText) return undefined;
    if (time >= least) state.missing -= piece.length;
    pieces.push(piece);
  }
  return pieces.join('');
}

/** What is to be in the text, written into a place of one class that has room for it. */
function fedText(allowed: Characters, least: number, most: number, state: Composing): string | undefined {
  const room = Math.min(most, least + (state.room ?? 0));
  const demanded = [...(state.demanded ?? '')].filter((character) => holds(allowed, character)).join('');
  if (room <= demanded.length || (state.feed === undefined && demanded === '')) return undefined;
  const fed = state.feed?.(allowed, room - demanded.length) ?? '';
  if (fed === '' && state.feed !== undefined) return undefined;
  delete state.feed;
  delete state.demanded;
  const text = `${fed}${demanded}`;
  const member = memberOf(allowed) ?? '';
  const padded = text.padStart(Math.min(room, Math.max(least, least + state.missing)), fed === '' ? member : fed);
  state.missing = Math.max(0, state.missing - (padded.length - least));
  return padded.slice(-room);
}

/** What lookaheads want to find somewhere in the text, in characters that the text may hold. */
function lookedFor(node: PatternNode, allowed: Characters): string {
  if (node.kind === 'row') return node.parts.map((part) => lookedFor(part, allowed)).join('');
  if (node.kind !== 'look' || node.isNegative) return '';
  return compose(restricted(node.node, allowed), { missing: 0 }) ?? '';
}

function restricted(node: PatternNode, allowed: Characters): PatternNode {
  if (node.kind === 'row') return { kind: 'row', parts: node.parts.map((part) => restricted(part, allowed)) };
  if (node.kind === 'repeat') return { ...node, node: restricted(node.node, allowed) };
  if (node.kind !== 'one') return node;
  const members = new Set([...node.of.members].filter((member) => allowed.members.has(member)));
  return { kind: 'one', of: { members, others: false } };
}

/** Every character that stands outside of lookaheads. */
function membersOf(node: PatternNode): Characters {
  const members = new Set<string>();
  const visit = (part: PatternNode): void => {
    if (part.kind === 'one') for (const member of part.of.members) members.add(member);
    else if (part.kind === 'row') part.parts.forEach(visit);
    else if (part.kind === 'choice') part.options.forEach(visit);
    else if (part.kind === 'repeat') visit(part.node);
  };
  visit(node);
  return { members, others: false };
}

function memberOf({ members }: Characters): string | undefined {
  for (const character of ordinary) if (members.has(character)) return character;
  return members.values().next().value;
}

function joined(texts: readonly (string | undefined)[]): string | undefined {
  return texts.some((text) => text === undefined) ? undefined : texts.join('');
}
