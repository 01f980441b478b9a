import type { Exchange, Headers } from '@middlebrick/model';
import { visible } from './visible.ts';

/** Puts the variables of a file into a text; what is none goes through `literal`. */
export type FillIn = (text: string, literal?: (part: string) => string) => string;

/** A request that the tools send as it was sent; `undefined` where their format has no way to write it. */
export function writtenRequest(request: Exchange['request'], fillIn: FillIn): string | undefined {
  const headers = headersOf(request.headers);
  const url = fillIn(request.url, (part) => withoutBraces(part).replace(unwritable, encodeURIComponent));
  const lines = [`${request.method} ${url}`, ...headers.map(([name, value]) => `${name}: ${fillIn(value)}`)];
  const body = request.body === undefined || request.body === '' ? undefined : bodyOf(request.body);
  const isWritable = /^[A-Z]+$/.test(request.method) && headers.every(isPlainHeader) && body !== null;
  if (!isWritable) return undefined;
  if (body !== undefined) lines.push('', fillIn(body));
  return lines.join('\n');
}

/** One line of comment; templates within would be evaluated by some versions. */
export function comment(text: string): string {
  return `# ${visible(text)}`;
}

/** Stands where a request cannot be written. */
export const unwritten = comment('This request cannot be written here; the replay of the finding has it.');

/** Spaces, controls and everything beyond ASCII, which a request line cannot carry. */
const unwritable = /[^\u0021-\u007e]+/g;

/** Headers that the tools set by themselves, or that are our own bookkeeping, are left out. */
function headersOf(headers: Headers): Headers {
  const incidental = /^(?:accept-encoding|connection|content-length|host|user-agent|x-middlebrick-scan)$/i;
  return headers.filter(([name]) => !incidental.test(name));
}

/** Neither a line end nor the braces of a template, which no tool lets one escape. */
function isPlainHeader([name, value]: Headers[number]): boolean {
  return /^[!#$%&'*+.^_`|~\w-]+$/.test(name) && visible(value) === value && !value.includes('{{');
}

function withoutBraces(url: string): string {
  return url.replaceAll('{', '%7B').replaceAll('}', '%7D');
}

/**
 * A body on one line that begins with nothing the tools take for an instruction (`<` reads a file, `>` runs a script,
 * `###` ends the request); `null` when it cannot be written so.
 */
function bodyOf(text: string): string | null {
  if (visible(text) !== text || !/^[\w"[{-]/.test(text)) return null;
  if (!text.includes('{{')) return text;
  // In JSON two braces stand beside each other within a string only.
  return isJson(text) ? text.replace(/\{(?=\{)/g, '\\u007b') : null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Whatever is not JSON has no escapes of JSON either.
    return false;
  }
}
