import { type Finding, isAtLeast, type Place } from '@middlebrick/model';
import { count } from '../facts.ts';
import { type Group, placeName } from '../groups.ts';
import { columns, cut, pad, wrap, wrapCommand, wrapParts } from './layout.ts';
import { gutter, type Page, paragraph } from './page.ts';
import { whoAsked } from './who-asked.ts';

const mostPlaces = 6;
const mostLines = 12;

/** The findings, one block a root cause; only one line for the milder ones when there are many. */
export function findingBlocks(groups: readonly Group[], page: Page): string[] {
  const many = page.report.findings.length > mostLines && !page.verbose;
  const full = groups.filter((group) => !many || isAtLeast(group.severity, 'high'));
  const brief = groups.filter((group) => !full.includes(group));
  const lines = full.flatMap((group) => [...block(group, page), '']);
  if (brief.length === 0) return lines;
  return [...lines, ...oneLiners(brief, page), page.paint.dim(`${gutter}in full with --verbose`), ''];
}

/** One line a root cause, in columns. */
export function oneLiners(groups: readonly Group[], page: Page): string[] {
  const where = groups.map(({ places: [first, second], places: all }) =>
    second === undefined ? (first?.operation ?? 'the whole target') : count(all.length, 'place'),
  );
  const room = page.width - gutter.length;
  const titles = Math.min(Math.max(...groups.map((group) => columns(group.first.title))), Math.floor(room * 0.64));
  return groups.map((group, index) => {
    const severity = page.paint.severity(group.severity, pad(group.severity.toUpperCase(), gutter.length));
    const title = pad(cut(oneLine(group.first.title), titles), titles);
    return `${severity}${title}  ${page.paint.dim(cut(oneLine(where[index] ?? ''), room - titles - 2))}`.trimEnd();
  });
}

function block(group: Group, page: Page): string[] {
  const { first } = group;
  const { paint, width } = page;
  const shown = page.verbose ? group.findings : [first];
  return [
    ...heading(group, page),
    ...places(group, page),
    '',
    ...paragraph(oneLine(first.message), gutter, width),
    ...shown.flatMap((finding) => proof(finding, shown.length > 1, page)),
    ...details(first, page),
    '',
    ...fix(first, page),
    ...replays(shown, page),
    ...(page.verbose && first.cvss
      ? [paint.dim(`${gutter}${first.cvss.vector} (${first.cvss.score.toFixed(1)})`)]
      : []),
    ...(page.verbose ? shown.map((finding) => paint.dim(`${gutter}fingerprint ${finding.fingerprint}`)) : []),
  ];
}

function heading(group: Group, { paint, width }: Page): string[] {
  const { first, severity } = group;
  const titles = wrap(oneLine(first.title), width - gutter.length - first.confidence.length - 2);
  const tag = severity.toUpperCase();
  const top = pad(titles[0] ?? '', width - gutter.length - first.confidence.length);
  return [
    `${paint.severity(severity, tag)}${' '.repeat(gutter.length - tag.length)}${paint.title(top)}${first.confidence}`,
    ...titles.slice(1).map((line) => gutter + paint.title(line)),
    ...standards(group, width).map((line) => paint.dim(line)),
  ];
}

function standards({ first, kinds }: Group, width: number): string[] {
  const parts = [first.check, ...(kinds.length === 1 ? kinds : []), ...first.cwe.map((id) => `CWE-${id}`), first.owasp];
  return wrapParts(parts.map(oneLine), width - gutter.length).map((line) => gutter + line);
}

function places(group: Group, { width, verbose }: Page): string[] {
  const { places: all } = group;
  if (all.length < 2) return paragraph(oneLine(placeName(all[0])), gutter, width);
  const limit = verbose ? all.length : mostPlaces;
  const names = all.slice(0, limit).map((place) => oneLine(`${placeName(place)}${remarkOn(place, group)}`));
  if (all.length > limit) names.push(`and ${all.length - limit} more`);
  const lines = names.flatMap((name) => paragraph(name, `${gutter}  `, width));
  return [`${gutter}${count(all.length, 'place')}, one cause:`, ...lines];
}

/** What is special about one of several places: ` · delete`, ` · create, high`. */
function remarkOn(place: Place, { kinds, severity, findings }: Group): string {
  if (kinds.length < 2) return '';
  const here = findings.filter((finding) => finding.places.some((other) => placeName(other) === placeName(place)));
  const milder = here.every((finding) => finding.severity !== severity) ? (here[0]?.severity ?? []) : [];
  const remarks = [...new Set(here.flatMap(({ kind }) => kind ?? [])), milder].flat();
  return remarks.length === 0 ? '' : ` · ${remarks.join(', ')}`;
}

function proof(finding: Finding, named: boolean, page: Page): string[] {
  const table = whoAsked(finding, page);
  if (table.length === 0) return [];
  return named ? ['', `${gutter}${oneLine(placeName(finding.places[0]))}`, ...table] : ['', ...table];
}

function details(finding: Finding, { paint, width }: Page): string[] {
  // The sentence above already says most of them.
  const entries = Object.entries(finding.details).filter(([, value]) => !finding.message.includes(value));
  if (entries.length === 0) return [];
  const names = Math.min(24, Math.max(...entries.map(([name]) => columns(name))));
  const indent = ' '.repeat(gutter.length + names + 3);
  const lines = entries.flatMap(([name, value]) => {
    const [head = '', ...rest] = paragraph(oneLine(value), indent, width);
    return [`${gutter}${paint.dim(pad(cut(oneLine(name), names), names + 3))}${head.trimStart()}`, ...rest];
  });
  return ['', ...lines];
}

function fix({ remediation }: Finding, { paint, width }: Page): string[] {
  const label = remediation.stack === undefined ? 'Fix:' : `Fix (${oneLine(remediation.stack)}):`;
  const [head = '', ...rest] = paragraph(oneLine(`${label} ${remediation.summary}`), gutter, width);
  const code = remediation.snippet?.code.split('\n') ?? [];
  const more =
    remediation.explain === undefined ? [] : wrapCommand(oneLine(remediation.explain), width - gutter.length - 2);
  const [tag, text] = [head.slice(0, gutter.length + label.length), head.slice(gutter.length + label.length)];
  return [
    `${paint.title(tag)}${text}`,
    ...rest,
    ...code.map((line) => `${gutter}  ${line}`.trimEnd()),
    ...more.map((line) => `${gutter}  ${paint.command(line)}`),
  ];
}

function replays(findings: readonly Finding[], page: Page): string[] {
  const { paint, width, verbose } = page;
  const notes = [...new Set(findings.flatMap(({ replay }) => replay.note ?? []))].map(oneLine);
  const remarks = notes.flatMap((note) => paragraph(note, gutter, width).map(paint.dim));
  const [first] = findings;
  if (first?.replay.chain !== undefined && !verbose) return [...essence(first.replay.curl, page), ...remarks];
  const curl = [...new Set(findings.flatMap(({ replay }) => replay.curl))];
  if (curl.length === 0) return remarks;
  const commands = curl.map((command) => wrapCommand(oneLine(command), width - gutter.length - 2));
  const [only] = commands;
  const isShort = commands.length === 1 && only?.length === 1 && columns(only[0] ?? '') <= width - gutter.length - 8;
  if (isShort) return [`${gutter}${paint.title('Replay:')} ${paint.command(only?.[0] ?? '')}`, ...remarks];
  return [
    `${gutter}${paint.title('Replay:')}`,
    ...commands.flat().map((line) => `${gutter}  ${paint.command(line)}`),
    ...remarks,
  ];
}

/** The command that a replay is for. The many that register users and make objects before it would bury the page. */
function essence(curl: readonly string[], { paint, width }: Page): string[] {
  const last = curl.at(-1);
  if (last === undefined) return [];
  const before = curl.length - 1;
  const text = before === 0 ? '' : `after ${count(before, 'command')} for users and objects of its own (--verbose)`;
  const [head = '', ...rest] = paragraph(`Replay: ${text}`.trimEnd(), gutter, width);
  return [
    `${gutter}${paint.title('Replay:')}${paint.dim(head.slice(gutter.length + 'Replay:'.length))}`,
    ...rest.map((line) => paint.dim(line)),
    ...wrapCommand(oneLine(last), width - gutter.length - 2).map((line) => `${gutter}  ${paint.command(line)}`),
  ];
}

function oneLine(text: string): string {
  return text.replaceAll('\n', ' ');
}
