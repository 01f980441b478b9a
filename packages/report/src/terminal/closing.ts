import type { Outcome, Report } from '@middlebrick/model';
import { deedsOf } from '../deeds.ts';
import { count, coverageOf, strongerWith, undecided } from '../facts.ts';
import { bothSides } from './both-sides.ts';
import { columns, pad, wrap, wrapParts } from './layout.ts';
import { type Page, paragraph } from './page.ts';

const mostReasons = 6;
const mostLeftovers = 10;

/** What was left over, what could not be told, what was not tested, and how much was. */
export function closing(page: Page): string[] {
  return [
    ...leftOver(page),
    ...couldNotTell(page),
    ...notTested(page),
    ...warnings(page),
    ...bothSides(page),
    ...coverageLine(page),
  ];
}

/** What the scan made and could not remove: one thing a line, and below it why, and how to remove it. */
function leftOver({ report, paint, width, verbose }: Page): string[] {
  const deeds = deedsOf(report);
  if (deeds === undefined || deeds.leftovers.length === 0) return [];
  const { leftovers, left, isKept } = deeds;
  const shown = leftovers.slice(0, verbose ? leftovers.length : mostLeftovers);
  const more = leftovers.length - shown.length;
  return [
    `${isKept ? paint.title('Left over') : paint.bad('Left over')}${paint.dim(`  ${left}`)}`,
    ...shown.flatMap(({ what, operation, reason, remedy }) => [
      ...paragraph(oneLine(`${what}, made by ${operation}`), '  ', width),
      ...paragraph(oneLine(`${reason}; remove it ${remedy}`), '    ', width).map(paint.dim),
    ]),
    ...(more > 0 ? [paint.dim(`  and ${more} more; --verbose and the JSON report name them`)] : []),
    '',
  ];
}

function couldNotTell(page: Page): string[] {
  const { report, paint, width, verbose } = page;
  const reasons = undecided(report);
  if (reasons.length === 0) return [];
  const limit = verbose ? reasons.length : mostReasons;
  const total = (outcome: Outcome): number => report.coverage.filter((cell) => cell.outcome === outcome).length;
  const broken = total('broken') === 0 ? '' : ` · ${total('broken')} broken`;
  const rows = reasons.slice(0, limit).map((entry) => ({
    amount: `${entry.count} ×`,
    subject: oneLine(entry.outcome === 'broken' ? `broken: ${entry.reason}` : entry.reason),
    remedy: entry.checks.length > 2 && !verbose ? count(entry.checks.length, 'check') : entry.checks.join(', '),
  }));
  const more = reasons.length > limit ? [paint.dim(`  and ${count(reasons.length - limit, 'more reason')}`)] : [];
  return [
    `${paint.title('Inconclusive')}${paint.dim(`  ${total('inconclusive')} undecided${broken}`)}`,
    ...table(rows, page, width),
    ...more,
    '',
  ];
}

function notTested(page: Page): string[] {
  const { report, paint, width } = page;
  if (report.gaps.length === 0) return [];
  const rows = report.gaps.map((gap) => ({
    amount: count(gap.count, gap.unit),
    subject: oneLine(gap.subject),
    remedy: oneLine(gap.remedy),
  }));
  return [paint.title('Not tested'), ...table(rows, page, width), ''];
}

interface Row {
  amount: string;
  subject: string;
  remedy: string;
}

/** Three columns: how many, of what, and what about it. Each wraps under itself. */
function table(rows: readonly Row[], { paint }: Page, width: number): string[] {
  const amounts = Math.max(...rows.map((row) => columns(row.amount)));
  const room = width - 2 - amounts - 3;
  const subjects = Math.min(Math.max(...rows.map((row) => columns(row.subject))), Math.floor(room * 0.55));
  const remedies = room - subjects - 3;
  return rows.flatMap((row) => {
    const subject = wrap(row.subject, subjects);
    const remedy = wrap(row.remedy, remedies);
    return Array.from({ length: Math.max(subject.length, remedy.length) }, (_, index) => {
      const amount = pad(index === 0 ? row.amount : '', amounts + 3);
      return `  ${amount}${pad(subject[index] ?? '', subjects + 3)}${paint.dim(remedy[index] ?? '')}`.trimEnd();
    });
  });
}

function warnings({ report, paint, width, verbose }: Page): string[] {
  const all = report.surface.warnings;
  if (all.length === 0 || !verbose) return [];
  return [paint.title('Specification'), ...all.flatMap((text) => paragraph(oneLine(text), '  ', width)), ''];
}

function coverageLine({ report, paint, width }: Page): string[] {
  const tried = coverageOf(report);
  const text = [
    `${tried.tested} of ${count(tried.operations, 'operation')} tested`,
    `${count(tried.owned, 'object')} with a known owner`,
    count(tried.checks, 'check'),
    count(tried.requests, 'request'),
  ];
  const [first = '', ...rest] = wrapParts(text, width - 10);
  return [`${paint.title('Coverage')}  ${first}`, ...rest.map((line) => ' '.repeat(10) + line)];
}

/** For a report without findings: what was tried, and what would make the answer stronger. */
export function cleanBill({ report, paint, width }: Page): string[] {
  const tried = coverageOf(report);
  if (tried.decided === 0) {
    return [
      paint.title('Nothing could be decided'),
      ...paragraph('No check gave an answer, so this says nothing about the API.', '  ', width),
      ...stronger(report, width),
      '',
    ];
  }
  const hardened = report.coverage.filter((cell) => cell.outcome === 'hardened').length;
  const tests = `${count(tried.tested, 'operation')} and ${count(tried.owned, 'object')} with a known owner were put to ${count(tried.checks, 'check')} in ${count(tried.requests, 'request')}; ${count(hardened, 'answer')} held.`;
  return [paint.title('Nothing found'), ...paragraph(tests, '  ', width), ...stronger(report, width), ''];
}

/** For a report that holds only what the baseline holds. */
export function nothingNew({ paint, width }: Page): string[] {
  const text = 'Everything that was found is in the baseline.';
  return [paint.title('Nothing new'), ...paragraph(text, '  ', width), ''];
}

function stronger(report: Report, width: number): string[] {
  const advice = strongerWith(report);
  if (advice.length === 0) return [];
  return [
    '',
    ...paragraph('The answer would be stronger with:', '  ', width),
    ...advice.flatMap((text) => bullet(text, width)),
  ];
}

function bullet(text: string, width: number): string[] {
  const [first = '', ...rest] = wrap(text, width - 4);
  return [`  · ${first}`, ...rest.map((line) => `    ${line}`)];
}

function oneLine(text: string): string {
  return text.replaceAll('\n', ' ');
}
