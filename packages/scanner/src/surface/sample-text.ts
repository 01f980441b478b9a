import type { SchemaNode } from '@middlebrick/model';
import { field, textField } from './spec-node.ts';

const longestText = 1000;

/** One legal text for each format of OpenAPI and JSON Schema that has a form of its own. */
const formats = new Map([
  ['date', '2024-01-01'],
  ['date-time', '2024-01-01T00:00:00Z'],
  ['time', '00:00:00Z'],
  ['duration', 'P1D'],
  ['uuid', '00000000-0000-4000-8000-000000000000'],
  ['email', 'someone@example.com'],
  ['idn-email', 'someone@example.com'],
  ['hostname', 'example.com'],
  ['ipv4', '192.0.2.1'],
  ['ipv6', '2001:db8::1'],
  ['uri', 'https://example.com/'],
  ['url', 'https://example.com/'],
  ['uri-reference', '/'],
  ['byte', 'AA=='],
  ['binary', 'a'],
  ['password', 'Passw0rd!'],
]);

/** A short legal text; `undefined` when a pattern asks for more than this understands. */
export function sampleText(schema: SchemaNode): string | undefined {
  const pattern = textField(schema, 'pattern');
  const least = bound(schema, 'minLength', 1);
  const most = bound(schema, 'maxLength', longestText);
  if (pattern !== undefined) {
    const text = textOfPattern(pattern, least);
    return text !== undefined && text.length >= bound(schema, 'minLength', 0) && text.length <= most ? text : undefined;
  }
  const text = formats.get(textField(schema, 'format') ?? '') ?? 'a';
  return text.padEnd(Math.min(least, longestText), 'a').slice(0, most);
}

function bound(schema: SchemaNode, name: string, otherwise: number): number {
  const value = field(schema, name);
  return typeof value === 'number' && value >= 0 ? Math.min(Math.floor(value), longestText) : otherwise;
}

/**
 * A text for a pattern that is a plain row of characters, classes and counts, such as `^[A-Z]{3}-\d{4}$`. The
 * pattern is a stranger's and is never run: a regular expression can be written to take for ever.
 */
function textOfPattern(pattern: string, least: number): string | undefined {
  let rest = pattern.replace(/^\^/, '').replace(/\$$/, '');
  if (rest.length > 200) return undefined;
  let text = '';
  while (rest !== '') {
    const atom = /^(?:\\[dws]|\\[^A-Za-z0-9]|\[[^\]\\^][^\]\\]*\]|[A-Za-z0-9_ \-:@#,/])/.exec(rest)?.[0];
    if (atom === undefined) return undefined;
    rest = rest.slice(atom.length);
    const count = /^(?:\{(\d{1,3})(?:,(\d{0,3}))?\}|([*+?]))/.exec(rest);
    rest = rest.slice(count?.[0].length ?? 0);
    const isOpen = count?.[3] === '*' || count?.[3] === '+' || count?.[2] === '';
    const times = timesOf(count);
    const missing = isOpen && rest === '' ? Math.max(0, least - text.length - times) : 0;
    text += memberOf(atom).repeat(times + missing);
  }
  return text.length > longestText ? undefined : text;
}

function timesOf(count: RegExpExecArray | null): number {
  if (count === null) return 1;
  if (count[1] !== undefined) return Number(count[1]);
  return count[3] === '+' ? 1 : 0;
}

/** One character that an atom of a pattern stands for. */
function memberOf(atom: string): string {
  if (atom === '\\d') return '1';
  if (atom === '\\w') return 'a';
  if (atom === '\\s') return ' ';
  if (atom.startsWith('\\')) return atom.slice(1);
  return atom.startsWith('[') ? (atom[1] as string) : atom;
}
