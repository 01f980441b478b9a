import { classEscapes, everyCharacter, negated, propertyCharacters, rangeOf, union } from './pattern-characters.ts';

/** Characters that one place of a text may hold: printable ASCII by name, everything else taken together. */
export interface Characters {
  members: ReadonlySet<string>;
  /** Whether characters beyond printable ASCII belong to it, too. */
  others: boolean;
}

/** What a regular expression says, as far as it says it without references back. */
export type PatternNode =
  | { kind: 'one'; of: Characters }
  | { kind: 'row'; parts: readonly PatternNode[] }
  | { kind: 'choice'; options: readonly PatternNode[] }
  /** `most` may be `Infinity`. */
  | { kind: 'repeat'; node: PatternNode; least: number; most: number }
  | { kind: 'start' | 'end' }
  | { kind: 'look'; node: PatternNode; isNegative: boolean };

const longestPattern = 500;
const deepestGroup = 12;
const mostRepetitions = 1000;

/** Thrown inside the parser for what it does not understand; never leaves it. */
class NotUnderstood extends Error {
  override readonly name = 'NotUnderstood';
}

interface Reader {
  text: string;
  at: number;
  depth: number;
}

/**
 * Reads the pattern of a schema. The pattern is a stranger's and is never run: a regular expression can be written to
 * take for ever. Gives `undefined` for references back, lookbehind, word boundaries, flags, and for open repetitions of
 * an open repetition such as `(a+)+`, which targets take exponential time to match.
 */
export function parsePattern(text: string): PatternNode | undefined {
  if (text.length > longestPattern) return undefined;
  try {
    const reader: Reader = { text, at: 0, depth: 0 };
    const node = readChoice(reader);
    return reader.at === text.length ? node : undefined;
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

function readChoice(reader: Reader): PatternNode {
  const options = [readRow(reader)];
  while (skip(reader, '|')) options.push(readRow(reader));
  return options.length === 1 ? (options[0] as PatternNode) : { kind: 'choice', options };
}

function readRow(reader: Reader): PatternNode {
  const parts: PatternNode[] = [];
  while (reader.at < reader.text.length && !'|)'.includes(peek(reader))) parts.push(readRepeat(reader));
  return parts.length === 1 ? (parts[0] as PatternNode) : { kind: 'row', parts };
}

function readRepeat(reader: Reader): PatternNode {
  const node = readAtom(reader);
  const count = readCount(reader);
  if (count === undefined) return node;
  if (isAssertion(node)) throw new NotUnderstood();
  // Lazy and possessive repetitions match the same texts.
  if (!skip(reader, '?')) skip(reader, '+');
  if ('*+{'.includes(peek(reader)) && peek(reader) !== '') throw new NotUnderstood();
  if (count.most === Infinity && node.kind === 'repeat' && node.most === Infinity) throw new NotUnderstood();
  return { kind: 'repeat', node, ...count };
}

function readCount(reader: Reader): { least: number; most: number } | undefined {
  if (skip(reader, '*')) return { least: 0, most: Infinity };
  if (skip(reader, '+')) return { least: 1, most: Infinity };
  if (skip(reader, '?')) return { least: 0, most: 1 };
  const braces = /^\{(\d{1,6})(?:(,)(\d{0,6}))?\}/.exec(reader.text.slice(reader.at, reader.at + 20));
  if (braces === null) return undefined;
  reader.at += braces[0].length;
  const least = Number(braces[1]);
  const most = braces[2] === undefined ? least : braces[3] === '' ? Infinity : Number(braces[3]);
  if (least > mostRepetitions || most < least) throw new NotUnderstood();
  return { least, most };
}

function readAtom(reader: Reader): PatternNode {
  const character = take(reader);
  if (character === '^') return { kind: 'start' };
  if (character === '$') return { kind: 'end' };
  if (character === '(') return readGroup(reader);
  if (character === '[') return { kind: 'one', of: readClass(reader) };
  if (character === '.') return { kind: 'one', of: everyCharacter };
  if (character === '\\') return readEscape(reader);
  if ('*+?)'.includes(character)) throw new NotUnderstood();
  return { kind: 'one', of: only(character) };
}

function readGroup(reader: Reader): PatternNode {
  if (++reader.depth > deepestGroup) throw new NotUnderstood();
  const opening = /^\?(?::|=|!|P?<[A-Za-z]\w{0,40}>)/.exec(reader.text.slice(reader.at, reader.at + 50))?.[0];
  if (opening === undefined && peek(reader) === '?') throw new NotUnderstood();
  reader.at += opening?.length ?? 0;
  const node = readChoice(reader);
  if (!skip(reader, ')')) throw new NotUnderstood();
  reader.depth--;
  if (opening === '?=' || opening === '?!') return { kind: 'look', node, isNegative: opening === '?!' };
  // An assertion may be repeated only inside of a group.
  return isAssertion(node) ? { kind: 'row', parts: [node] } : node;
}

function isAssertion({ kind }: PatternNode): boolean {
  return kind === 'start' || kind === 'end' || kind === 'look';
}

function readEscape(reader: Reader): PatternNode {
  const next = peek(reader);
  // Anchors of Python and Ruby.
  if (next === 'A' || next === 'z' || next === 'Z') {
    reader.at++;
    return { kind: next === 'A' ? 'start' : 'end' };
  }
  return { kind: 'one', of: readEscaped(reader) };
}

const controls = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['f', '\f'],
  ['v', '\v'],
]);

/** The characters that an escape stands for, the backslash read already. */
function readEscaped(reader: Reader): Characters {
  const rest = reader.text.slice(reader.at, reader.at + 40);
  const code = /^(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\})/.exec(rest);
  if (code !== null) {
    reader.at += code[0].length;
    const point = Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16);
    if (point > 0x10ffff) throw new NotUnderstood();
    return only(String.fromCodePoint(point));
  }
  const property = /^([pP])\{(?:\w{1,20}=)?(\w{1,20})\}/.exec(rest);
  if (property !== null) {
    reader.at += property[0].length;
    const characters = propertyCharacters.get((property[2] as string).toLowerCase());
    if (characters === undefined) throw new NotUnderstood();
    return property[1] === 'P' ? negated(characters) : characters;
  }
  const character = take(reader);
  const known = classEscapes.get(character);
  if (known !== undefined) return known;
  const control = controls.get(character);
  if (control !== undefined) return only(control);
  if (/[A-Za-z0-9]/.test(character)) throw new NotUnderstood();
  return only(character);
}

function readClass(reader: Reader): Characters {
  const isNegated = skip(reader, '^');
  const parts: Characters[] = [];
  for (let isFirst = true; isFirst || peek(reader) !== ']'; isFirst = false) {
    // Python reads a bracket in the first place as itself.
    const from = readMember(reader);
    const next = reader.text[reader.at + 1];
    if (peek(reader) !== '-' || next === undefined || next === ']') {
      parts.push(from);
      continue;
    }
    reader.at++;
    parts.push(rangeOf(singleOf(from), singleOf(readMember(reader))));
  }
  reader.at++;
  return isNegated ? negated(union(parts)) : union(parts);
}

function readMember(reader: Reader): Characters {
  if (reader.text.startsWith('[:', reader.at)) throw new NotUnderstood();
  const character = take(reader);
  if (character !== '\\') return only(character);
  // Inside a class `\b` is the backspace.
  return skip(reader, 'b') ? only('\b') : readEscaped(reader);
}

function singleOf(characters: Characters): string {
  const [member] = characters.members;
  if (member === undefined || characters.members.size !== 1) throw new NotUnderstood();
  return member;
}

function only(character: string): Characters {
  return { members: new Set([character]), others: false };
}

function peek(reader: Reader): string {
  return reader.text[reader.at] ?? '';
}

function take(reader: Reader): string {
  const point = reader.text.codePointAt(reader.at);
  if (point === undefined) throw new NotUnderstood();
  const character = String.fromCodePoint(point);
  reader.at += character.length;
  return character;
}

function skip(reader: Reader, character: string): boolean {
  if (reader.text[reader.at] !== character) return false;
  reader.at++;
  return true;
}
