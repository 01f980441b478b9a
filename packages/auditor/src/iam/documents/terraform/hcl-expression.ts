import type { Expression, ObjectExpression, TemplateExpression } from './hcl.ts';
import {
  type Cursor,
  expect,
  fail,
  identifierAt,
  match,
  nested,
  skipSpace,
  spotFrom,
  startsWith,
  take,
} from './hcl-cursor.ts';
import { readHeredoc, readNames, readQuoted } from './hcl-template.ts';

/** Long chains of operators or of `.name` become as deep as they are long. */
const maxChain = 100;

/**
 * Reads an expression.
 *
 * @param isMultiline Whether it stands in brackets, so that line breaks do not end it.
 */
export function readExpression(cursor: Cursor, isMultiline: boolean): Expression {
  return nested(cursor, () => {
    skipSpace(cursor, isMultiline);
    const start = cursor.position;
    const condition = readOperators(cursor, isMultiline, 0);
    skipSpace(cursor, isMultiline);
    if (!take(cursor, '?')) return condition;
    const then = readExpression(cursor, isMultiline);
    skipSpace(cursor, isMultiline);
    expect(cursor, ':');
    const otherwise = readExpression(cursor, isMultiline);
    return { kind: 'conditional', condition, then, otherwise, ...spotFrom(cursor, start) };
  });
}

/** From the weakest to the strongest. */
const levels = [/\|\|/y, /&&/y, /[=!]=/y, /[<>]=?/y, /[+-]/y, /[*/%](?![*/])/y];

function readOperators(cursor: Cursor, isMultiline: boolean, level: number): Expression {
  const operators = levels[level];
  if (operators === undefined) return readUnary(cursor, isMultiline);
  const start = cursor.position;
  let left = readOperators(cursor, isMultiline, level + 1);
  for (let count = 0; ; count++) {
    skipSpace(cursor, isMultiline);
    const operator = match(cursor, operators);
    if (operator === undefined) return left;
    if (count > maxChain) fail(cursor, 'it has too many operators');
    skipSpace(cursor, isMultiline);
    const right = readOperators(cursor, isMultiline, level + 1);
    left = { kind: 'operator', operator, operands: [left, right], ...spotFrom(cursor, start) };
  }
}

function readUnary(cursor: Cursor, isMultiline: boolean): Expression {
  const start = cursor.position;
  const operator = match(cursor, /[!-]/y);
  if (operator === undefined) return readPostfix(cursor, isMultiline);
  const operand = nested(cursor, () => {
    skipSpace(cursor, isMultiline);
    return readUnary(cursor, isMultiline);
  });
  return { kind: 'operator', operator, operands: [operand], ...spotFrom(cursor, start) };
}

/** `.name`, `[index]`, `[*]` and `.*` after a value. */
function readPostfix(cursor: Cursor, isMultiline: boolean): Expression {
  const start = cursor.position;
  let object = readPrimary(cursor);
  for (let count = 0; ; count++) {
    if (isMultiline && startsWithMember(cursor)) skipSpace(cursor, true);
    const step = readStep(cursor);
    if (step === undefined) return object;
    if (count > maxChain) fail(cursor, 'it has too many parts');
    if (step === '*') {
      object = { kind: 'splat', object, path: readSplatPath(cursor), ...spotFrom(cursor, start) };
    } else if (typeof step === 'string') {
      object = { kind: 'member', object, name: step, ...spotFrom(cursor, start) };
    } else object = { kind: 'index', object, index: step, ...spotFrom(cursor, start) };
  }
}

/** In brackets a chain may go on in the next line with its dot. */
function startsWithMember(cursor: Cursor): boolean {
  return match({ ...cursor }, /\s+(?=\.[\p{L}_])/uy) !== undefined;
}

function readSplatPath(cursor: Cursor): (string | Expression)[] {
  const path: (string | Expression)[] = [];
  for (let step = readStep(cursor); step !== undefined && step !== '*'; step = readStep(cursor)) {
    if (path.push(step) > maxChain) fail(cursor, 'it has too many parts');
  }
  return path;
}

function readStep(cursor: Cursor): string | Expression | undefined {
  if (startsWith(cursor, '...')) return undefined;
  if (take(cursor, '.*')) return '*';
  if (match(cursor, /\[[ \t]*\*[ \t]*\]/y) !== undefined) return '*';
  const start = cursor.position;
  if (take(cursor, '.')) {
    const digits = match(cursor, /\d+/y);
    if (digits !== undefined) return { kind: 'literal', value: Number(digits), ...spotFrom(cursor, start) };
    return identifierAt(cursor) ?? fail(cursor, 'a name is missing');
  }
  if (!take(cursor, '[')) return undefined;
  const index = readExpression(cursor, true);
  skipSpace(cursor, true);
  expect(cursor, ']');
  return index;
}

const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

function readPrimary(cursor: Cursor): Expression {
  const start = cursor.position;
  if (startsWith(cursor, '"')) return readQuoted(cursor);
  if (startsWith(cursor, '<<')) return readHeredoc(cursor);
  if (startsWith(cursor, '[')) return readList(cursor);
  if (startsWith(cursor, '{')) return readObject(cursor);
  if (take(cursor, '(')) {
    const value = readExpression(cursor, true);
    skipSpace(cursor, true);
    expect(cursor, ')');
    return value;
  }
  const digits = match(cursor, number);
  if (digits !== undefined) return { kind: 'literal', value: Number(digits), ...spotFrom(cursor, start) };
  const name = match(cursor, /[\p{L}_][\p{L}\p{N}_-]*(?:::[\p{L}_][\p{L}\p{N}_-]*){0,3}/uy);
  if (name === undefined) return fail(cursor, 'a value is missing');
  if (startsWith(cursor, '(')) return readCall(cursor, name, start);
  const value = Object.hasOwn(words, name) ? words[name] : undefined;
  if (value !== undefined) return { kind: 'literal', value, ...spotFrom(cursor, start) };
  return { kind: 'name', name, ...spotFrom(cursor, start) };
}

function readCall(cursor: Cursor, name: string, start: number): Expression {
  expect(cursor, '(');
  const parts: Expression[] = [];
  let isSpread = false;
  for (skipSpace(cursor, true); !take(cursor, ')'); skipSpace(cursor, true)) {
    parts.push(readExpression(cursor, true));
    skipSpace(cursor, true);
    isSpread = take(cursor, '...');
    skipSpace(cursor, true);
    if (!take(cursor, ',') && !startsWith(cursor, ')')) fail(cursor, 'a comma or ) is missing');
  }
  return { kind: 'call', name, arguments: parts, isSpread, ...spotFrom(cursor, start) };
}

const forHead = /for\b(?=[ \t\r\n]+[\p{L}_])/uy;

function readList(cursor: Cursor): Expression {
  const start = cursor.position;
  expect(cursor, '[');
  skipSpace(cursor, true);
  if (match(cursor, forHead) !== undefined) return readFor(cursor, start, ']');
  const items: Expression[] = [];
  for (; !take(cursor, ']'); skipSpace(cursor, true)) {
    items.push(readExpression(cursor, true));
    skipSpace(cursor, true);
    if (!take(cursor, ',') && !startsWith(cursor, ']')) fail(cursor, 'a comma or ] is missing');
  }
  return { kind: 'list', items, ...spotFrom(cursor, start) };
}

function readObject(cursor: Cursor): Expression {
  const start = cursor.position;
  expect(cursor, '{');
  skipSpace(cursor, true);
  if (match(cursor, forHead) !== undefined) return readFor(cursor, start, '}');
  const items: ObjectExpression['items'][number][] = [];
  while (!take(cursor, '}')) {
    const key = readKey(cursor);
    skipSpace(cursor, true);
    if (!take(cursor, '=') && !take(cursor, ':')) fail(cursor, 'an equals sign is missing');
    items.push({ key, value: readExpression(cursor, false) });
    skipSpace(cursor, false);
    const isSeparated = take(cursor, ',') || startsWith(cursor, '\n') || startsWith(cursor, '}');
    if (!isSeparated) fail(cursor, 'a comma or } is missing');
    skipSpace(cursor, true);
  }
  return { kind: 'object', items, ...spotFrom(cursor, start) };
}

/** A bare word is the key itself and no reference. */
function readKey(cursor: Cursor): Expression {
  const start = cursor.position;
  const name = match(cursor, /[\p{L}_][\p{L}\p{N}_-]*(?=[ \t\r\n]*[=:])/uy);
  if (name === undefined) return readExpression(cursor, true);
  return plainTemplate(cursor, name, start);
}

function plainTemplate(cursor: Cursor, text: string, start: number): TemplateExpression {
  const part = { kind: 'plain' as const, text, start: cursor.offset(start) };
  return { kind: 'template', parts: [part], ...spotFrom(cursor, start) };
}

function readFor(cursor: Cursor, start: number, bracket: ']' | '}'): Expression {
  const names = readNames(cursor);
  const collection = readExpression(cursor, true);
  skipSpace(cursor, true);
  expect(cursor, ':');
  const first = readExpression(cursor, true);
  skipSpace(cursor, true);
  const isMap = bracket === '}';
  if (isMap) expect(cursor, '=>');
  const value = isMap ? readExpression(cursor, true) : first;
  skipSpace(cursor, true);
  const isGrouped = take(cursor, '...');
  skipSpace(cursor, true);
  const condition = match(cursor, /if\b/y) === undefined ? undefined : readExpression(cursor, true);
  skipSpace(cursor, true);
  expect(cursor, bracket);
  const key = isMap ? first : undefined;
  return { kind: 'for', names, collection, key, value, condition, isGrouped, ...spotFrom(cursor, start) };
}
