import type { Expression, LiteralExpression, Span, TemplateExpression } from '../ir/ir.ts';
import { deepest, flatNames, type Lowering, unknown } from './python-lowering.ts';
import type { SyntaxNode } from './python-tree.ts';

/**
 * `'a'`, `f'{a}'`, and several of them in a row, which are one. An f-string keeps its values without conversion and
 * format: `{id!r:>10}` is `id`; only when the format has values of its own it is the unknown of them all. Bytes are
 * text of as many characters.
 */
export function lowerString(lowering: Lowering, node: SyntaxNode): LiteralExpression | TemplateExpression {
  const { start, end } = node;
  if (node.type === 'string' && node.children.length === 0) {
    return { ...literal(lowering.text, formOf(lowering.text, node)), start, end };
  }
  const strings = node.type === 'concatenated_string' ? node.children : [node];
  const parts = joinLiterals(strings.flatMap((string) => partsOf(lowering, string)));
  const [first, second] = parts;
  if (!first) return { kind: 'literal', value: '', start, end };
  if (!second && isText(first)) return { ...first, start, end };
  return { kind: 'template', parts, start, end };
}

/** What decides how the text between the quotes is read. */
interface Form extends Span {
  readonly isRaw: boolean;
  readonly isBytes: boolean;
  readonly isFormatted: boolean;
}

function partsOf(lowering: Lowering, string: SyntaxNode): Expression[] {
  const form = formOf(lowering.text, string);
  const parts: Expression[] = [];
  let from = form.start;
  for (const child of string.children) {
    if (child.type !== 'interpolation') continue;
    parts.push(literal(lowering.text, form, { start: from, end: child.start }));
    for (const part of interpolated(lowering, child)) parts.push(part);
    from = child.end;
  }
  parts.push(literal(lowering.text, form, { start: from, end: form.end }));
  return parts;
}

/** Where the text of a string begins and ends, and its prefix. An unfinished one ends where it ends. */
function formOf(text: string, { start, end }: Span): Form {
  let open = start;
  while (open < end && text[open] !== '"' && text[open] !== "'") open++;
  const prefix = text.slice(start, open).toLowerCase();
  const one = text.slice(open, open + 1);
  const quotes = text.startsWith(one.repeat(3), open) ? one.repeat(3) : one;
  const inner = Math.min(open + quotes.length, end);
  const isClosed = end - quotes.length >= inner && text.endsWith(quotes, end);
  return {
    start: inner,
    end: isClosed ? end - quotes.length : end,
    isRaw: prefix.includes('r'),
    isBytes: prefix.includes('b'),
    isFormatted: prefix.includes('f') || prefix.includes('t'),
  };
}

function literal(text: string, form: Form, { start, end }: Span = form): LiteralExpression {
  let value = text.slice(start, end);
  // Python reads every end of line as `\n`.
  if (value.includes('\r')) value = value.replaceAll(/\r\n?/g, '\n');
  if (form.isFormatted) value = value.replaceAll('{{', '{').replaceAll('}}', '}');
  if (!form.isRaw && value.includes('\\')) value = value.replaceAll(form.isBytes ? bytesEscape : textEscape, decoded);
  return { kind: 'literal', value, start, end };
}

const simpleEscapes: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const bytesEscape = /\\(?:([0-7]{1,3})|(x[\da-fA-F]{2})|([\n\\'"abfnrtv]))/g;
const textEscape = /\\(?:([0-7]{1,3})|(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})|([\n\\'"abfnrtv]))/g;

/**
 * What means nothing stays as it is, as Python does; `\N{NAME}` as well, because JavaScript does not know the names of
 * characters.
 */
function decoded(whole: string, octal?: string, hex?: string, simple?: string): string {
  if (simple !== undefined) return simpleEscapes[simple] ?? whole;
  const code = octal === undefined ? Number.parseInt((hex ?? '').slice(1), 16) : Number.parseInt(octal, 8);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

/** What stands between braces in an f-string. With `=` its own text comes before its value. */
function interpolated(lowering: Lowering, node: SyntaxNode): Expression[] {
  const value = node.children.find(({ type }) => !interpolationSigns.has(type));
  if (!value) return [unknown(node)];
  if (lowering.depth >= deepest) return [flatNames(lowering, node)];

  lowering.depth++;
  const format = node.children.find(({ type }) => type === 'format_specifier');
  const nested = (format?.children ?? []).flatMap((child) => interpolated(lowering, child));
  const main = lowering.expression(value);
  lowering.depth--;

  const result = nested.length > 0 ? unknown(node, [main, ...nested]) : main;
  const equals = node.children.find(({ type }) => type === '=');
  return equals ? [debugText(lowering.text, node, equals), result] : [result];
}

const interpolationSigns = new Set(['{', '}', '=', 'format_specifier']);

function debugText(text: string, node: Span, equals: Span): LiteralExpression {
  let end = equals.end;
  while (/\s/.test(text[end] ?? '')) end++;
  return { kind: 'literal', value: text.slice(node.start + 1, end), start: node.start + 1, end };
}

/** Literals in a row become one, empty ones disappear. */
function joinLiterals(parts: readonly Expression[]): Expression[] {
  const joined: Expression[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (!isText(part)) {
      joined.push(part);
    } else if (last && isText(last)) {
      joined[joined.length - 1] = { ...last, value: `${last.value}${part.value}`, end: part.end };
    } else if (part.value !== '') {
      joined.push(part);
    }
  }
  return joined;
}

function isText(part: Expression): part is LiteralExpression & { value: string } {
  return part.kind === 'literal' && typeof part.value === 'string';
}
