/** Scripts and forms that take two columns; half-width katakana and hangul (U+FF61 to U+FFDC) take one. */
const wide =
  /(?![\uff61-\uffdc])[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u;
const marks = /\p{M}/u;

/** Columns that a text without escapes takes in a terminal: East Asian and emoji characters two, combining marks none. */
export function columns(text: string): number {
  let sum = 0;
  for (const character of text) sum += marks.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return sum;
}

export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** Breaks a text at spaces into lines of at most `width` columns; a longer word is broken where the line ends. */
export function wrap(text: string, width: number): string[] {
  const limit = Math.max(8, width);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((long) => pieces(long, limit))) {
    if (line === '') line = word;
    else if (columns(line) + 1 + columns(word) <= limit) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** Joins parts with ` · ` and breaks lines only between parts, as long as a part fits. */
export function wrapParts(parts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const part of parts.flatMap((long) => (columns(long) > width ? wrap(long, width) : [long]))) {
    const line = lines.at(-1);
    if (line !== undefined && columns(line) + 3 + columns(part) <= width) lines[lines.length - 1] = `${line} · ${part}`;
    else lines.push(part);
  }
  return lines;
}

/** A text cut to `width` columns, with `…` where something is missing. */
export function cut(text: string, width: number): string {
  if (columns(text) <= width) return text;
  return `${pieces(text, Math.max(1, width - 1))[0]}…`;
}

/** A text cut to `width` columns from its beginning on, as of a path of which the end tells more. */
export function cutStart(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let kept = '';
  for (const character of [...text].reverse()) {
    if (columns(character + kept) > Math.max(1, width - 1)) break;
    kept = character + kept;
  }
  return `…${kept}`;
}

function pieces(word: string, limit: number): string[] {
  if (columns(word) <= limit) return [word];
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (columns(part + character) > limit) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}

/**
 * A shell command in lines that can still be pasted: broken before an option or a last argument, outside quotes,
 * with a backslash at the end of every line but the last. A piece longer than the line stays whole.
 */
export function wrapCommand(command: string, width: number): string[] {
  // Inside the quotes of a substitution other quotes begin, and a line end would be a part of the text.
  if (columns(command) <= width || command.includes('"$(')) return [command];
  const lines: string[] = [];
  let line = '';
  for (const word of shellWords(command)) {
    if (line === '') line = word;
    else if (columns(line) + columns(word) + 3 <= width) line += ` ${word}`;
    else {
      lines.push(`${line} \\`);
      line = `  ${word}`;
    }
  }
  return [...lines, line];
}

/** Splits at spaces outside quotes, and keeps an option with its value. */
function shellWords(command: string): string[] {
  const words = command.match(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s])+/g) ?? [command];
  const kept: string[] = [];
  for (const word of words) {
    const previous = kept.at(-1);
    const isValue = previous !== undefined && /^--?[A-Za-z-]+$/.test(previous) && !word.startsWith('-');
    if (isValue) kept[kept.length - 1] = `${previous} ${word}`;
    else kept.push(word);
  }
  return kept;
}
