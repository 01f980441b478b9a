import type { Comparison } from '../../flow/events.ts';
import { deepSources, sourceKey } from '../../flow/sources.ts';
import { constant, type Value } from '../../flow/value.ts';
import { isSign, isWord, type Token } from './condition-tokens.ts';
import { entryOf } from './entry-of.ts';

/*
 * Conditions as they are written: of key conditions, filters and conditions of writes (DynamoDB's developer guide,
 * "Comparison operator and function reference"), and behind the WHERE of PartiQL.
 */

/** What placeholders stand for. */
export interface Placeholders {
  /** `#owner`; empty where it is not known. */
  attribute(placeholder: string): string;
  /** `:me`. */
  value(placeholder: string): Value;
  /** A whole condition that a function of a library made. */
  condition?(value: Value): readonly Comparison[];
}

interface Reading {
  readonly tokens: readonly Token[];
  readonly placeholders: Placeholders;
  at: number;
  depth: number;
}

type Operand =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'value'; readonly value: Value; readonly isPlaceholder: boolean };

const deepest = 40;

/** The comparisons that hold wherever the condition does. */
export function comparisonsIn(tokens: readonly Token[], placeholders: Placeholders): Comparison[] {
  const reading: Reading = { tokens, placeholders, at: 0, depth: 0 };
  return alternatives(reading);
}

/** `a OR b`. */
function alternatives(reading: Reading): Comparison[] {
  const ways = [conjunction(reading)];
  while (isWord(peek(reading), 'OR')) {
    reading.at++;
    ways.push(conjunction(reading));
  }
  return commonToAll(ways);
}

/** Of what each of several ways asks, that which all of them compare with the same thing: the caller, say. */
export function commonToAll(ways: readonly (readonly Comparison[])[]): Comparison[] {
  const [first = [], ...others] = ways;
  if (others.length === 0) return [...first];
  const compared = ways.map((way) => new Set(way.map(originOf)));
  return ways.flat().filter((one) => {
    const origin = originOf(one);
    return origin !== '' && compared.every((origins) => origins.has(origin));
  });
}

function originOf({ value }: Comparison): string {
  return deepSources(value).map(sourceKey).toSorted().join(' ');
}

function conjunction(reading: Reading): Comparison[] {
  const found = negation(reading);
  while (isWord(peek(reading), 'AND')) {
    reading.at++;
    found.push(...negation(reading));
  }
  return found;
}

function negation(reading: Reading): Comparison[] {
  if (!isWord(peek(reading), 'NOT')) return single(reading);
  reading.at++;
  single(reading);
  return [];
}

function single(reading: Reading): Comparison[] {
  if (reading.depth >= deepest) {
    reading.at = reading.tokens.length;
    return [];
  }
  if (!isSign(peek(reading), '(')) return comparison(reading);
  reading.at++;
  reading.depth++;
  const inner = alternatives(reading);
  reading.depth--;
  skipTo(reading, ')');
  return inner;
}

const functions = new Set(['begins_with', 'contains']);

function comparison(reading: Reading): Comparison[] {
  const word = peek(reading);
  if (word?.kind === 'name' && isSign(reading.tokens[reading.at + 1], '(')) {
    const found = functionCall(reading, word.text.toLowerCase());
    if (found !== undefined) return found;
  }
  const left = operand(reading);
  const token = peek(reading);
  if (token === undefined || isEnd(token)) return left?.kind === 'value' ? wholeCondition(reading, left) : [];
  if (token.kind === 'sign' && /^(?:=|<>|!=|<=|>=|<|>)$/.test(token.text)) {
    reading.at++;
    return compared(left, token.text === '!=' ? '<>' : token.text, operand(reading));
  }
  return wordComparison(reading, left, token);
}

/** A value alone may be a condition that a library made. */
function wholeCondition(
  { placeholders }: Reading,
  { value, isPlaceholder }: Operand & { kind: 'value' },
): Comparison[] {
  return isPlaceholder ? [] : [...(placeholders.condition?.(value) ?? [])];
}

/** `BETWEEN`, `IN`, `IS NOT MISSING`, and what belongs to no condition. */
function wordComparison(reading: Reading, left: Operand | undefined, token: Token): Comparison[] {
  reading.at++;
  if (isWord(token, 'BETWEEN')) {
    const from = operand(reading);
    if (isWord(peek(reading), 'AND')) reading.at++;
    operand(reading);
    return compared(left, 'BETWEEN', from);
  }
  if (isWord(token, 'IN')) return compared(left, 'IN', firstOf(reading));
  if (isWord(token, 'IS')) reading.at += isWord(peek(reading), 'NOT') ? 2 : 1;
  return [];
}

/** `begins_with(sk, :prefix)`; `undefined` for one whose result is compared: `size(tags) > :n`. */
function functionCall(reading: Reading, name: string): Comparison[] | undefined {
  const start = reading.at;
  reading.at += 2;
  const first = operand(reading);
  const isPair = isSign(peek(reading), ',');
  if (isPair) reading.at++;
  const second = isPair ? operand(reading) : undefined;
  skipTo(reading, ')');
  if (functions.has(name)) return compared(first, name, second);
  const next = peek(reading);
  if (next === undefined || isEnd(next)) return [];
  reading.at = start;
  return undefined;
}

function isEnd(token: Token): boolean {
  return isWord(token, 'AND') || isWord(token, 'OR') || isSign(token, ')');
}

/** `(:a, :b)` and `[?, ?]`: the first of them stands for all. */
function firstOf(reading: Reading): Operand | undefined {
  const open = peek(reading);
  if (!isSign(open, '(') && !isSign(open, '[')) return operand(reading);
  reading.at++;
  const first = operand(reading);
  skipTo(reading, isSign(open, '(') ? ')' : ']');
  return first;
}

function operand(reading: Reading): Operand | undefined {
  const token = peek(reading);
  if (token === undefined || token.kind === 'sign' || isEnd(token)) return undefined;
  reading.at++;
  if (token.kind === 'value') return { kind: 'value', value: token.value, isPlaceholder: false };
  if (token.kind === 'name') {
    if (isSign(peek(reading), '(')) {
      reading.at++;
      skipTo(reading, ')');
      return undefined;
    }
    if (/^(?:true|false|null)$/i.test(token.text))
      return { kind: 'value', value: constant(token.text), isPlaceholder: false };
    return { kind: 'attribute', name: pathFrom(reading, token.text) };
  }
  if (token.text.startsWith('#'))
    return { kind: 'attribute', name: pathFrom(reading, reading.placeholders.attribute(token.text)) };
  return { kind: 'value', value: reading.placeholders.value(token.text), isPlaceholder: true };
}

/** `a.#b[0].c`: its parts, without the places in lists. */
function pathFrom(reading: Reading, first: string): string {
  const parts = [first];
  while (parts.length < 30) {
    if (isSign(peek(reading), '[')) {
      reading.at++;
      skipTo(reading, ']');
      continue;
    }
    const next = reading.tokens[reading.at + 1];
    if (!isSign(peek(reading), '.') || (next?.kind !== 'name' && next?.kind !== 'placeholder')) break;
    parts.push(next.kind === 'name' ? next.text : reading.placeholders.attribute(next.text));
    reading.at += 2;
  }
  return parts.join('.');
}

/** A comparison of an attribute with a value, whichever stands first. */
function compared(left: Operand | undefined, operator: string, right: Operand | undefined): Comparison[] {
  if (left?.kind !== 'value')
    return right?.kind === 'value' ? [{ attribute: left?.name ?? '', operator, value: right.value }] : [];
  // A name of an attribute that is not known is a value as well: `${key} = :id`.
  if (right?.kind === 'value')
    return [{ attribute: '', operator, value: right.isPlaceholder ? right.value : left.value }];
  return [{ attribute: right?.name ?? '', operator: entryOf(turned, operator) ?? operator, value: left.value }];
}

const turned: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

function peek({ tokens, at }: Reading): Token | undefined {
  return tokens[at];
}

/** Goes on behind the sign that closes what is open. */
function skipTo(reading: Reading, close: ')' | ']'): void {
  const open = close === ')' ? '(' : '[';
  let depth = 0;
  while (reading.at < reading.tokens.length) {
    const token = peek(reading);
    reading.at++;
    if (isSign(token, open)) depth++;
    else if (isSign(token, close) && depth-- <= 0) return;
  }
}
