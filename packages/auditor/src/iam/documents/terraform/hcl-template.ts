import type { TemplateExpression, TemplatePart } from './hcl.ts';
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
import { readExpression } from './hcl-expression.ts';

/** Reads a text in quotes; the cursor stands at the quote. */
export function readQuoted(cursor: Cursor): TemplateExpression {
  const start = cursor.position;
  expect(cursor, '"');
  const parts = readParts(cursor, 'quoted', []);
  expect(cursor, '"');
  return { kind: 'template', parts, ...spotFrom(cursor, start) };
}

/** Reads a whole text as a template, such as a file or a text of JSON. */
export function readWholeTemplate(cursor: Cursor): TemplateExpression {
  const start = cursor.position;
  const parts = readParts(cursor, 'whole', []);
  if (cursor.position < cursor.end) fail(cursor, 'a directive ends what did not begin');
  return { kind: 'template', parts, ...spotFrom(cursor, start) };
}

const heredocHead = /<<-?[\p{L}_][\p{L}\p{N}_-]*[ \t\r]*\n/uy;

/** Reads a here-document; the cursor stands at `<<`. */
export function readHeredoc(cursor: Cursor): TemplateExpression {
  const start = cursor.position;
  const head = match(cursor, heredocHead);
  if (head === undefined) fail(cursor, 'a here-document has no marker');
  const marker = head.replace(/^<<-?/, '').trim();
  const end = endOfHeredoc(cursor, marker);
  if (end === undefined) fail(cursor, `the here-document ${marker.slice(0, 40)} has no end`);
  const body: Cursor = { ...cursor, end: end.body };
  const isFlushed = head.startsWith('<<-');
  const parts = readParts(body, 'lines', []);
  if (body.position < end.body) fail(body, 'a directive ends what did not begin');
  // The last line break belongs to the text, the marker does not.
  cursor.position = end.marker;
  return { kind: 'template', parts: isFlushed ? flushed(parts) : parts, ...spotFrom(cursor, start) };
}

function endOfHeredoc(cursor: Cursor, marker: string): { body: number; marker: number } | undefined {
  let line = cursor.position;
  while (line < cursor.end) {
    const found = cursor.text.indexOf('\n', line);
    const end = found < 0 || found > cursor.end ? cursor.end : found;
    if (end - line < marker.length + 200) {
      const text = cursor.text.slice(line, end);
      if (text.trim() === marker) return { body: line, marker: line + text.trimEnd().length };
    }
    line = end + 1;
  }
  return undefined;
}

/** Takes away the indentation that all lines have in common. */
function flushed(parts: readonly TemplatePart[]): TemplatePart[] {
  const isLineStart = (index: number) => {
    const before = parts[index - 1];
    return index === 0 || (before?.kind === 'plain' && before.text.endsWith('\n'));
  };
  const indentations = parts.flatMap((part, index) => {
    if (part.kind !== 'plain') return isLineStart(index) ? [0] : [];
    return isLineStart(index) && part.text.trim() !== '' ? [part.text.length - part.text.trimStart().length] : [];
  });
  const common = Math.min(...indentations.slice(0, 10_000), 1000);
  return parts.map((part, index) => {
    if (part.kind !== 'plain' || !isLineStart(index)) return part;
    const cut = Math.min(common, part.text.length - part.text.trimStart().length);
    return { ...part, text: part.text.slice(cut), start: part.start + cut };
  });
}

/** A here-document is read line by line, since the indentation of each matters and the file goes on after it. */
type Kind = 'quoted' | 'whole' | 'lines';

/**
 * Reads up to the end of the text, the closing quote, or a directive that ends what the caller began. White space that
 * a `~` takes away stays: in policies it means nothing.
 */
function readParts(cursor: Cursor, kind: Kind, ends: readonly string[]): TemplatePart[] {
  const parts: TemplatePart[] = [];
  while (cursor.position < cursor.end && !(kind === 'quoted' && startsWith(cursor, '"'))) {
    if (startsWith(cursor, '${')) parts.push({ kind: 'value', value: readInterpolation(cursor) });
    else if (startsWith(cursor, '%{')) {
      if (ends.includes(directiveAt(cursor))) return parts;
      parts.push(readDirective(cursor, kind));
    } else parts.push(readPlain(cursor, kind));
  }
  return parts;
}

function readInterpolation(cursor: Cursor): ReturnType<typeof readExpression> {
  return nested(cursor, () => {
    cursor.position += 2;
    take(cursor, '~');
    const value = readExpression(cursor, true);
    closeMarker(cursor);
    return value;
  });
}

function closeMarker(cursor: Cursor): void {
  skipSpace(cursor, true);
  take(cursor, '~');
  expect(cursor, '}');
}

const directive = /%\{~?[ \t\r\n]*([a-z]+)/y;

function directiveAt(cursor: Cursor): string {
  directive.lastIndex = cursor.position;
  return directive.exec(cursor.text)?.[1] ?? '';
}

/** `%{ if … }…%{ else }…%{ endif }` and `%{ for x in list }…%{ endfor }`. */
function readDirective(cursor: Cursor, kind: Kind): TemplatePart {
  return nested(cursor, () => {
    const name = directiveAt(cursor);
    match(cursor, directive);
    if (name === 'if') {
      const condition = readExpression(cursor, true);
      closeMarker(cursor);
      const then = readParts(cursor, kind, ['else', 'endif']);
      const hasElse = directiveAt(cursor) === 'else';
      if (hasElse) endDirective(cursor);
      const otherwise = hasElse ? readParts(cursor, kind, ['endif']) : [];
      endDirective(cursor);
      return { kind: 'if', condition, then, otherwise };
    }
    if (name !== 'for') fail(cursor, 'a directive is not known');
    const names = readNames(cursor);
    const collection = readExpression(cursor, true);
    closeMarker(cursor);
    const body = readParts(cursor, kind, ['endfor']);
    endDirective(cursor);
    return { kind: 'for', names, collection, body };
  });
}

function endDirective(cursor: Cursor): void {
  if (match(cursor, directive) === undefined) fail(cursor, 'a directive has no end');
  closeMarker(cursor);
}

/** `k, v in` */
export function readNames(cursor: Cursor): string[] {
  const names: string[] = [];
  do {
    skipSpace(cursor, true);
    names.push(identifierAt(cursor) ?? fail(cursor, 'a name is missing'));
    skipSpace(cursor, true);
  } while (names.length < 2 && take(cursor, ','));
  if (identifierAt(cursor) !== 'in') fail(cursor, 'in is missing');
  return names;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
const unicode = /\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})/y;
/** Text without a meaning; a `$` or `%` that begins nothing stands alone. */
const texts: Readonly<Record<Kind, RegExp>> = {
  quoted: /[^"\\\n$%]+|[$%](?!\{)/y,
  whole: /[^$%]+|[$%](?!\{)/y,
  lines: /[^\n$%]*\n|[^\n$%]+|[$%](?!\{)/y,
};

/** Reads text that stands in the file as it is, an escape, or `$${` for `${`. */
function readPlain(cursor: Cursor, kind: Kind): TemplatePart {
  const start = cursor.position;
  const plain = (text: string): TemplatePart => ({ kind: 'plain', text, start: cursor.offset(start) });
  for (const escaped of ['$${', '%%{']) if (take(cursor, escaped)) return plain(escaped.slice(1));
  const text = match(cursor, texts[kind]);
  if (text !== undefined) return plain(text);
  if (kind === 'quoted' && startsWith(cursor, '\\')) {
    const code = match(cursor, unicode);
    if (code !== undefined) return plain(characterOf(Number.parseInt(code.slice(2), 16)));
    const character = escapes[cursor.text[cursor.position + 1] ?? ''];
    if (character === undefined) fail(cursor, 'an escape does not exist');
    cursor.position += 2;
    return plain(character);
  }
  return fail(cursor, 'a closing quote is missing');
}

function characterOf(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}
