import type { Report } from '@middlebrick/model';
import { type Deeds, deedsOf } from '../deeds.ts';
import { confirmedCount, count, durationOf, severityCounts } from '../facts.ts';
import { columns, pad, wrap, wrapParts } from './layout.ts';
import { type Page, paragraph } from './page.ts';

/** What was scanned, as whom, and how much was sent. */
export function header(page: Page): string[] {
  const { report, paint, width } = page;
  const { tool, scan, target } = report;
  const deeds = deedsOf(report);
  const title = [`${tool.name} ${tool.version}`, target.url, scan.mode, `seed ${scan.seed}`];
  if (scan.context !== undefined) title.push(`context ${scan.context}`);
  const [first = '', ...rest] = wrap(title.join(' · '), width);
  return [
    paint.title(first),
    ...rest,
    '',
    ...fact('surface', `${count(report.surface.operations.length, 'operation')} from ${report.surface.source}`, page),
    ...fact('identities', identities(report), page),
    ...(deeds === undefined ? [] : [...fact('registered', deeds.registered, page), ...fact('made', deeds.made, page)]),
    ...fact(
      'survey',
      `${count(report.survey.objects, 'object')}, ${report.survey.owned} with a known owner · ${count(report.survey.requests, 'request')}`,
      page,
    ),
    ...fact(
      'checks',
      `${count(report.checks.length, 'check')} · ${count(report.requests, 'request')} · ${durationOf(report)}`,
      page,
    ),
    ...(target.stack.length === 0 ? [] : fact('stack', target.stack.join(', '), page)),
    ...stopped(page),
    ...(deeds?.failure ? unregistered(deeds.failure, page) : []),
    '',
  ];
}

/** Stands before the grade: without users of its own the scan could tell little. */
function unregistered({ title, reason, remedy }: NonNullable<Deeds['failure']>, { paint, width }: Page): string[] {
  const why = paragraph(oneLine(`${title}: ${reason}`), '  ', width).map(paint.bad);
  return ['', ...why, ...paragraph(oneLine(`Instead, ${remedy}`), '  ', width)];
}

/** A line of the header: a name, and what is to be said of it. */
export function fact(name: string, text: string, { paint, width }: Page): string[] {
  const indent = ' '.repeat(14);
  const [first = '', ...rest] = paragraph(oneLine(text), indent, width);
  return [`  ${paint.dim(pad(name, 12))}${first.trimStart()}`, ...rest];
}

/** `alice ✓  bob ✗ (401 everywhere)  anonymous`: derived identities are details of their finding. */
function identities(report: Report): string {
  return report.identities
    .filter((identity) => identity.derivedFrom === undefined)
    .map((identity) => {
      if (identity.credential === 'none') return identity.name;
      return identity.isAlive ? `${identity.name} ✓` : `${identity.name} ✗ (${identity.proof})`;
    })
    .join('  ');
}

/** That it ended before it was done; empty when it did not. */
export function stopped({ report, paint, width }: Page, what = 'scan'): string[] {
  const { isInterrupted, stopReason } = report.scan;
  if (!isInterrupted && stopReason === undefined) return [];
  const text = `The ${what} ended early: ${stopReason ?? 'interrupted'}. What follows is what was learnt until then.`;
  return ['', ...paragraph(oneLine(text), '  ', width).map(paint.bad)];
}

/** `F  31/100   3 critical · 2 high        proven: 7 of 9`; on lines of their own when they do not fit beside. */
export function gradeLine(page: Page): string[] {
  const { report, paint, width } = page;
  const { grade, overall, isIncomplete, advice } = report.score;
  const score = `${overall === null ? 'no grade' : `${grade}  ${overall}/100`}${isIncomplete ? ' (incomplete)' : ''}`;
  const tone = grade === 'A' || grade === 'B' ? paint.good : paint.bad;
  const parts = severityCounts(report).map((entry) => ({ ...entry, text: `${entry.count} ${entry.severity}` }));
  const tally = parts.map(({ text }) => text).join(' · ') || 'no findings';
  const proven = report.findings.length === 0 ? '' : `proven: ${confirmedCount(report)} of ${report.findings.length}`;
  const painted = (line: string): string =>
    parts.reduce((text, part) => text.replace(part.text, paint.severity(part.severity, part.text)), line);

  const gap = width - columns(score) - columns(tally) - 5 - columns(proven);
  const beside = `  ${tone(score)}   ${painted(tally)}${' '.repeat(Math.max(0, gap))}${proven}`.trimEnd();
  const tallies = wrapParts(tally.split(' · '), width - 2).map((line) => `  ${painted(line)}`);
  const lines = gap >= 2 ? [beside] : [`  ${tone(score)}`, ...tallies, `  ${proven}`];
  const more = isIncomplete && advice !== undefined ? paragraph(`To complete it: ${oneLine(advice)}`, '  ', width) : [];
  return [...lines, ...more];
}

function oneLine(text: string): string {
  return text.replaceAll('\n', ' ');
}
