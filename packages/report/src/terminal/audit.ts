import type { AuditFacts, Report } from '@middlebrick/model';
import { askedRules, auditedParts, changedSentence, nothingFound } from '../audit-facts.ts';
import { count, durationOf, joined, severityCounts } from '../facts.ts';
import { fact, stopped } from './header.ts';
import { columns, wrap, wrapCommand, wrapParts } from './layout.ts';
import { gutter, type Page, paragraph } from './page.ts';

const mostWarnings = 5;

/** What was read, and what was asked of it. */
export function auditHeader(page: Page): string[] {
  const { report, paint, width } = page;
  const [first = '', ...rest] = wrap(
    [`${report.tool.name} ${report.tool.version}`, report.target.url, 'audit'].join(' · '),
    width,
  );
  return [
    paint.title(first),
    ...rest,
    '',
    ...factsOf(report).flatMap(([name, text]) => fact(name, text, page)),
    ...stopped(page, 'audit'),
    '',
  ];
}

function factsOf({ audit, surface, checks, ...report }: Report): [string, string][] {
  const routes = surface.operations.length;
  const facts: [string, string][] = [];
  if (audit !== undefined) {
    const { files, lines, languages, frameworks, stores, accesses } = audit;
    const code = `${count(files, 'file')}, ${count(lines, 'line')} of ${joined(languages)}`;
    const found = routes === 0 ? 'none found' : `${routes.toLocaleString('en-US')} of ${joined(frameworks)}`;
    const reached = `${joined(stores)}, reached in ${count(accesses, 'place')}`;
    facts.push(['read', files === 0 ? 'no code' : code], ['routes', found]);
    facts.push(['stores', stores.length === 0 ? 'none found' : reached], ...templates(audit));
  } else facts.push(['routes', String(routes)]);
  const { asked, skipped } = askedRules({ checks });
  const others = skipped.map((one) => `${one.count} not asked, since ${one.reason}`);
  facts.push(['rules', [`${asked}`, durationOf({ ...report, surface, checks }), ...others].join(' · ')]);
  if (audit?.changed !== undefined) facts.push(['shown', changedSentence(audit.changed)]);
  return facts;
}

function templates({ documents, roles, tables }: AuditFacts): [string, string][] {
  if (documents === 0) return [];
  const inside = roles === undefined ? '' : `, ${count(roles, 'role')} and ${count(tables ?? 0, 'table')}`;
  return [['templates', `${count(documents, 'file')}${inside}`]];
}

/** `27 findings   1 critical · 24 high`: an audit has no grade, since it does not show how much of the code holds. */
export function auditTally({ report, paint, width }: Page): string[] {
  const total = report.findings.length === 0 ? 'no findings' : count(report.findings.length, 'finding');
  const parts = severityCounts(report).map((entry) => ({ ...entry, text: `${entry.count} ${entry.severity}` }));
  const painted = (line: string): string =>
    parts.reduce((text, part) => text.replace(part.text, paint.severity(part.severity, part.text)), line);
  const tally = parts.map(({ text }) => text);
  const tone = parts.length === 0 ? paint.good : paint.bad;
  if (columns(total) + columns(tally.join(' · ')) + 5 <= width) {
    return [`  ${tone(total)}   ${painted(tally.join(' · '))}`.trimEnd()];
  }
  return [`  ${tone(total)}`, ...wrapParts(tally, width - 2).map((line) => `  ${painted(line)}`)];
}

/** For an audit without findings: what was asked, and no more. */
export function auditCleanBill({ report, paint, width }: Page): string[] {
  const { title, text } = nothingFound(report);
  return [paint.title(title), ...paragraph(text, '  ', width), ''];
}

/** What could not be read, what was asked, and how to prove what was found. */
export function auditClosing(page: Page): string[] {
  const { report, paint, width } = page;
  const [asked = '', ...rest] = wrapParts(auditedParts(report), width - gutter.length);
  const [command = '', ...more] = wrapCommand('middlebrick scan <url> --active', width - gutter.length);
  const why =
    report.findings.length === 0
      ? 'asks the running API what code does not show'
      : 'proves on the running API what was found in its code';
  return [
    ...notRead(page),
    `${paint.title('Audited')}   ${asked}`,
    ...rest.map((line) => gutter + line),
    `${paint.title('Next')}      ${paint.command(command)}`,
    ...more.map((line) => gutter + paint.command(line)),
    ...paragraph(why, gutter, width).map(paint.dim),
  ];
}

function notRead({ report, paint, width, verbose }: Page): string[] {
  const all = report.surface.warnings;
  if (all.length === 0) return [];
  const shown = verbose ? all : all.slice(0, mostWarnings);
  const more = all.length - shown.length;
  return [
    paint.title('Not read, or not all of it'),
    ...shown.flatMap((text) => paragraph(text.replaceAll('\n', ' '), '  ', width)),
    ...(more > 0
      ? paragraph(`and ${more} more; --verbose and the JSON report name them`, '  ', width).map(paint.dim)
      : []),
    '',
  ];
}
