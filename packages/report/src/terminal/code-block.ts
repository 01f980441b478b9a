import type { Code, Finding } from '@middlebrick/model';
import type { FrameLine } from '../code-frame.ts';
import { count } from '../facts.ts';
import { codeName, type Group, isRead, placeName } from '../groups.ts';
import { columns, cut, pad, wrap } from './layout.ts';
import { gutter, type Page, paragraph } from './page.ts';

const indent = `${gutter}  `;
const mostPlaces = 6;
const mostSteps = 8;
/** Columns of code that are shown at least, however narrow the terminal is. */
const leastRoom = 16;

/** The code of a finding: where it stands, the lines, and the way of the value. Empty without code. */
export function codeBlock(finding: Finding, page: Page): string[] {
  const { code, severity } = finding;
  if (code === undefined) return [];
  const { place } = code;
  // From where the command ran, so that a terminal can open it.
  const base = page.report.audit?.base ?? '';
  const path = oneLine(base === '' ? place.path : `${base}/${place.path}`);
  const [first = '', ...rest] = wrap(`${codeName({ ...place, path })}:${place.column}`, page.width - gutter.length);
  return [
    '',
    ...[first, ...rest].map((line) => gutter + page.paint.command(line)),
    ...frame(page.frames.get(finding) ?? [], (text) => page.paint.severity(severity, text), page),
    ...flow(code, page),
    ...saidInCode(code, page),
  ];
}

/** What an audit says of what a scan proved: its rules, and further places of them. */
function saidInCode({ place, said = [] }: Code, { width, paint }: Page): string[] {
  if (said.length === 0) return [];
  const texts = said.map(({ rule, place: other }) =>
    codeName(other) === codeName(place) ? rule : `${rule} (${codeName(other)})`,
  );
  return [
    '',
    ...paragraph(oneLine(`The code says it too: ${[...new Set(texts)].join(', ')}`), gutter, width).map(paint.dim),
  ];
}

/** Where findings of one rule are, a line each: the place in the code, and the operation that leads to it. */
export function codePlaces({ findings }: Group, { width, verbose, paint }: Page): string[] {
  if (findings.length === 1) return findings.flatMap((finding) => routeOf(finding, width));
  const shownOnes = findings.slice(0, verbose ? findings.length : mostPlaces);
  const rows = shownOnes.map(({ code, places: [first] }) => ({
    place: code === undefined ? '' : oneLine(codeName(code.place)),
    route: first === undefined ? '' : oneLine(placeName(first)),
  }));
  const room = width - indent.length;
  const widest = Math.max(...rows.map(({ place }) => columns(place)));
  const beside = Math.min(widest, Math.floor(room * 0.4));
  const more = findings.length - shownOnes.length;
  return [
    `${gutter}${count(findings.length, 'place')}:`,
    ...rows.flatMap(({ place, route }) => {
      const isBeside = columns(place) <= beside && columns(route) <= room - beside - 2;
      if (route === '') return paragraph(place, indent, width);
      if (isBeside) return [`${indent}${pad(place, beside)}  ${paint.dim(route)}`];
      return [...paragraph(place, indent, width), ...paragraph(route, `${indent}  `, width).map(paint.dim)];
    }),
    ...(more > 0 ? paragraph(`and ${more} more, in full with --verbose`, indent, width) : []),
  ];
}

/** Whether findings of a group were all read in the code. */
export function isReadGroup({ findings }: Group): boolean {
  return findings.every(isRead);
}

function routeOf({ places }: Finding, width: number): string[] {
  return places.flatMap((place) => paragraph(oneLine(placeName(place)), gutter, width));
}

/** The lines with their numbers; those that are meant begin with `>`, and carets stand below the stretch of the first. */
function frame(whole: readonly FrameLine[], painted: (text: string) => string, { width, paint }: Page): string[] {
  const lines = dedented(withoutEmptyEnds(whole));
  const digits = String(lines.at(-1)?.number ?? 0).length;
  const room = Math.max(leastRoom, width - indent.length - digits - 5);
  const offset = offsetFor(lines, room);
  const marked = lines.find(({ mark }) => mark !== undefined);
  return lines.flatMap((line) => {
    const number = String(line.number).padStart(digits);
    const sign = line.mark === undefined ? ' ' : painted('>');
    const text =
      `${indent}${sign} ${paint.dim(`${number} │`)} ${windowed(line.text, line.mark === undefined ? 0 : offset, room)}`.trimEnd();
    if (line !== marked) return [text];
    const below = `${indent}  ${paint.dim(`${' '.repeat(digits)} │`)} `;
    return [text, below + carets(line, { offset, room }, painted)];
  });
}

function withoutEmptyEnds(lines: readonly FrameLine[]): readonly FrameLine[] {
  const isFull = ({ text, mark }: FrameLine): boolean => mark !== undefined || text.trim() !== '';
  return lines.slice(Math.max(0, lines.findIndex(isFull)), lines.findLastIndex(isFull) + 1);
}

/** Without the indent that all lines have: the room is for code. */
function dedented(lines: readonly FrameLine[]): FrameLine[] {
  const indents = lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ text }) => text.length - text.trimStart().length);
  const common = indents.length === 0 ? 0 : Math.min(...indents);
  return lines.map(({ number, text, mark }) => ({
    number,
    text: text.slice(common),
    ...(mark === undefined
      ? {}
      : { mark: { from: Math.max(0, mark.from - common), to: Math.max(0, mark.to - common) } }),
  }));
}

/** Columns of the lines that are meant that are left out at the left, so that the beginning of the mark is in sight. */
function offsetFor(lines: readonly FrameLine[], room: number): number {
  const marked = lines.find(({ mark }) => mark !== undefined);
  if (marked?.mark === undefined) return 0;
  const start = columns(marked.text.slice(0, marked.mark.from));
  const width = columns(marked.text.slice(marked.mark.from, marked.mark.to));
  return start + Math.min(width, Math.floor(room / 2)) <= room - 1 ? 0 : start - Math.floor(room / 3);
}

/** The part of a line that is `room` columns wide and begins at `offset`, with `…` where something is missing. */
function windowed(text: string, offset: number, room: number): string {
  if (offset === 0) return cut(text, room);
  let at = 0;
  let rest = '';
  for (const character of text) {
    if (at > offset) rest += rest === '' ? ' '.repeat(at - offset - 1) + character : character;
    at += columns(character);
  }
  return text === '' ? '' : cut(`…${rest}`, room);
}

function carets(
  { text, mark }: FrameLine,
  { offset, room }: { offset: number; room: number },
  painted: (text: string) => string,
): string {
  if (mark === undefined) return '';
  const start = Math.min(columns(text.slice(0, mark.from)) - offset, room - 1);
  const length = Math.max(1, Math.min(columns(text.slice(mark.from, mark.to).trimEnd()), room - start));
  return ' '.repeat(start) + painted('^'.repeat(length));
}

/** `user_id comes from the path (posts.py:18) → Table.get_item reaches the store (posts.py:21)`: in one line, or one each. */
function flow({ flow: steps, place }: Code, { width, verbose, paint }: Page): string[] {
  // A way of one step is the place itself.
  if (steps.length < 2) return [];
  const texts = steps.map(({ note, place: { path, line } }) => {
    const name = path === place.path ? path.slice(path.lastIndexOf('/') + 1) : path;
    return oneLine(`${note} (${codeName({ path: name, line })})`);
  });
  const kept = verbose || texts.length <= mostSteps + 1 ? texts : shortened(texts);
  const whole = kept.join(' → ');
  if (columns(whole) <= width - gutter.length) return ['', gutter + whole];
  const [first = '', ...rest] = kept;
  return ['', ...paragraph(first, gutter, width), ...rest.flatMap((text) => step(text, paint.dim('→'), width))];
}

function shortened(texts: readonly string[]): string[] {
  const half = Math.floor(mostSteps / 2);
  return [...texts.slice(0, half), `${texts.length - 2 * half} more steps`, ...texts.slice(-half)];
}

function step(text: string, arrow: string, width: number): string[] {
  const [first = '', ...rest] = wrap(text, width - indent.length - 2);
  return [`${indent}${arrow} ${first}`, ...rest.map((line) => `${indent}  ${line}`)];
}

function oneLine(text: string): string {
  return text.replaceAll('\n', ' ');
}
