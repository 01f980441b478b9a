import type { Finding, ProofStep, SeenValue } from '@middlebrick/model';
import { count, leafName, showsTheSame } from '../facts.ts';
import { isWritten } from '../groups.ts';
import { type WrittenStep, writtenStep } from '../written.ts';
import { columns, cut, pad, wrapParts } from './layout.ts';
import { gutter, type Page } from './page.ts';

const indent = `${gutter}  `;
const longestExcerpt = 48;
const mostValues = 6;

/** The table of who asked and what came back: the proof of a finding. Empty without a proof. */
export function whoAsked(finding: Finding, page: Page): string[] {
  if (finding.proof.length === 0) return [];
  const room = page.width - indent.length;
  const widest = Math.max(8, ...finding.proof.map((step) => columns(flat(step.label))));
  const labels = Math.min(widest, Math.floor(room * 0.45));
  const heading = isWritten(finding) ? 'who does what' : 'who asks';
  const head = page.paint.dim(`${indent}${pad(heading, labels + 3)}answer`);
  return [head, ...finding.proof.flatMap((step) => row(step, finding, { page, labels, room }))];
}

interface Widths {
  page: Page;
  labels: number;
  room: number;
}

function row(step: ProofStep, finding: Finding, { page, labels, room }: Widths): string[] {
  const { paint } = page;
  const isSame = showsTheSame(step, finding);
  const isTelling = isSame || (step.role === 'after' && isWritten(finding));
  const status = statusOf(step);
  const start = labels + 3 + status.length + 2;
  const written = writtenStep(step, finding);
  const content = wrapParts(
    written === undefined ? contentOf(step, finding.values) : writtenContent(step, written),
    room - start,
  );
  const note = isSame ? 'the same private values' : flat(step.note ?? '');
  const lines = withNote(content, note === '' ? '' : `← ${note}`, room - start, isTelling ? paint.bad : paint.dim);
  const label = pad(cut(flat(step.label), labels), labels + 3);
  const [first = '', ...rest] = lines;
  const head = `${indent}${label}${isTelling ? paint.bad(status) : status}  ${first}`.trimEnd();
  return [head, ...rest.map((line) => indent + ' '.repeat(start) + line)];
}

/** Puts the note behind the last line when there is room, else below. */
function withNote(content: string[], note: string, room: number, painted: (text: string) => string): string[] {
  if (note === '') return content;
  const last = content.at(-1) ?? '';
  if (last === '') return [painted(cut(note, room))];
  if (columns(last) + 3 + columns(note) > room) return [...content, painted(cut(note, room))];
  return [...content.slice(0, -1), `${last}   ${painted(note)}`];
}

function statusOf(step: ProofStep): string {
  return step.exchange.response === null ? 'no answer' : String(step.exchange.response.status);
}

/** The private values an answer shows, masked; a short body when it shows none but did answer. */
function contentOf(step: ProofStep, values: readonly SeenValue[]): string[] {
  const { response, failure } = step.exchange;
  if (response === null) return [flat(failure?.message ?? '')];
  if (step.shows.length > 0) {
    const shown = step.shows.slice(0, mostValues).map((path) => {
      const masked = values.find((value) => value.path === path)?.masked;
      return flat(masked === undefined ? leafName(path) : `${leafName(path)} ${masked}`);
    });
    const more = step.shows.length - shown.length;
    return more > 0 ? [...shown, `and ${more} more`] : shown;
  }
  const isAnswer = response.status >= 200 && response.status < 300;
  if (!isAnswer || response.body === '') return [];
  return [response.body.length <= longestExcerpt ? flat(response.body) : count(response.bytes, 'byte')];
}

/** What was sent with a write, and what stood at the same fields before and after it. */
function writtenContent({ exchange }: ProofStep, { request, values }: WrittenStep): string[] {
  if (exchange.response === null) return [flat(exchange.failure?.message ?? '')];
  const shown = values.slice(0, mostValues).map(({ name, text }) => flat(`${name} ${text}`));
  const more = values.length > shown.length ? [`and ${values.length - shown.length} more`] : [];
  return [...(request === undefined ? [] : [flat(request)]), ...shown, ...more];
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
