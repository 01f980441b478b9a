import { type Finding, isAtLeast, type Place } from '@middlebrick/model';
import { count, untoldDetails } from '../facts.ts';
import { codeName, type Group, isRead, placeName } from '../groups.ts';
import { codeBlock, codePlaces, isReadGroup } from './code-block.ts';
import { columns, cut, cutStart, pad, wrap, wrapCommand, wrapParts } from './layout.ts';
import { gutter, type Page, paragraph } from './page.ts';
import { repairBlock } from './repair-block.ts';
import { whoAsked } from './who-asked.ts';

const mostPlaces = 6;
const mostLines = 12;
/** Blocks of code when there are many: each takes half a screen. */
const mostReadBlocks = 8;

/** The findings, one block a root cause; only one line for the milder ones when there are many. */
export function findingBlocks(groups: readonly Group[], page: Page): string[] {
  const many = page.report.findings.length > mostLines && !page.verbose;
  const bad = groups.filter((group) => !many || isAtLeast(group.severity, 'high'));
  const full = many ? bad.filter((group) => !isReadGroup(group) || bad.indexOf(group) < mostReadBlocks) : bad;
  const brief = groups.filter((group) => !full.includes(group));
  const lines = full.flatMap((group) => [...block(group, page), '']);
  if (brief.length === 0) return lines;
  return [...lines, ...oneLiners(brief, page), page.paint.dim(`${gutter}in full with --verbose`), ''];
}

/** One line a root cause, in columns. */
export function oneLiners(groups: readonly Group[], page: Page): string[] {
  const where = groups.map(briefly);
  const room = page.width - gutter.length;
  const longest = Math.max(...groups.map((group) => columns(group.first.title)));
  // Lines of code are short, and titles may have what they leave.
  const left = groups.every(isReadGroup) ? room - 2 - Math.max(...where.map(columns)) : 0;
  const titles = Math.min(longest, Math.max(left, Math.floor(room * 0.64)));
  return groups.map((group, index) => {
    const severity = page.paint.severity(group.severity, pad(group.severity.toUpperCase(), gutter.length));
    const title = pad(cut(oneLine(group.first.title), titles), titles);
    const cutTo = isReadGroup(group) ? cutStart : cut;
    return `${severity}${title}  ${page.paint.dim(cutTo(oneLine(where[index] ?? ''), room - titles - 2))}`.trimEnd();
  });
}

function briefly(group: Group): string {
  const {
    places: [first, second],
    places: all,
    findings,
  } = group;
  if (isReadGroup(group) && findings.length > 1) return count(findings.length, 'place');
  if (second !== undefined) return count(all.length, 'place');
  const [finding] = findings;
  if (finding?.code !== undefined && isRead(finding)) return codeName(finding.code.place);
  return first?.operation ?? 'the whole target';
}

function block(group: Group, page: Page): string[] {
  const { first } = group;
  const { paint, width } = page;
  const shown = page.verbose ? group.findings : [first];
  return [
    ...heading(group, page),
    ...(isReadGroup(group) ? codePlaces(group, page) : places(group, page)),
    '',
    ...paragraph(oneLine(first.message), gutter, width),
    ...shown.flatMap((finding) => [...said(finding, first, page), ...evidence(finding, shown.length > 1, page)]),
    ...details(first, page),
    '',
    ...fix(first, page),
    ...shown.flatMap((finding) => repairBlock(finding, page)),
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
  // Of a finding that was read, the kind is a word between the rule and its message.
  const kind = kinds.length === 1 && !isRead(first) ? kinds : [];
  const parts = [first.check, ...kind, ...first.cwe.map((id) => `CWE-${id}`), first.owasp];
  return wrapParts(parts.map(oneLine), width - gutter.length).map((line) => gutter + line);
}

function places(group: Group, { width, verbose }: Page): string[] {
  const { places: all } = group;
  if (all.length < 2) return paragraph(oneLine(placeName(all[0])), gutter, width);
  const limit = verbose ? all.length : mostPlaces;
  const names = all
    .slice(0, limit)
    .map((place) => oneLine(`${placeName(place)}${remarkOn(place, group)}${codeAt(place, group)}`));
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

/** Where that place is in the code: ` · users.py:25`. */
function codeAt(place: Place, { findings }: Group): string {
  const here = findings.filter(({ places: [only, ...others] }) => {
    return only !== undefined && others.length === 0 && placeName(only) === placeName(place);
  });
  const names = new Set(here.flatMap(({ code }) => (code === undefined ? [] : [codeName(code.place)])));
  return [...names].map((name) => ` · ${name}`).join('');
}

/** What happened at another place, where that is more than the place. */
function said(finding: Finding, first: Finding, { width }: Page): string[] {
  if (!isRead(finding) || finding.message === first.message) return [];
  return ['', ...paragraph(oneLine(finding.message), gutter, width)];
}

/** Who asked and what came back, and where it stands in the code. */
function evidence(finding: Finding, named: boolean, page: Page): string[] {
  return [...proof(finding, named, page), ...codeBlock(finding, page)];
}

function proof(finding: Finding, named: boolean, page: Page): string[] {
  const table = whoAsked(finding, page);
  if (table.length === 0) return [];
  return named ? ['', `${gutter}${oneLine(placeName(finding.places[0]))}`, ...table] : ['', ...table];
}

function details(finding: Finding, { paint, width }: Page): string[] {
  const entries = untoldDetails(finding);
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
