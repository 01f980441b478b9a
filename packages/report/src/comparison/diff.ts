import type { ChangedFinding, Comparison, Finding, Report } from '@middlebrick/model';
import { isAudit } from '../audit-facts.ts';
import { count } from '../facts.ts';
import { codeName, isRead, placeName, whereOf } from '../groups.ts';
import { paintOf } from '../terminal/paint.ts';
import { visible } from '../visible.ts';

/** Two reports, and what happened between them. */
export interface Diff {
  before: Report;
  after: Report;
  comparison: Comparison;
}

/** One line of a section: a finding, and what is to be said of it. */
interface Row {
  finding: Finding;
  remark?: string;
}

interface Section {
  title: string;
  rows: readonly Row[];
}

/** The differences as lines for people. Text of the scanned API cannot steer the terminal. */
export function renderDiff(diff: Diff, { color }: { color: boolean }): string {
  const paint = paintOf(color);
  const lines = sectionsOf(diff.comparison).flatMap(({ title, rows }) => [
    paint.title(`${title}  ${rows.length}`),
    ...rows.map((row) => `  ${paint.severity(row.finding.severity, row.finding.severity.padEnd(8))}  ${textOf(row)}`),
    '',
  ]);
  return `${[scoreLine(diff), '', ...lines, summary(diff.comparison)].join('\n')}\n`;
}

/** The differences as Markdown, for the comment of a pull request. */
export function renderDiffMarkdown(diff: Diff): string {
  const parts = sectionsOf(diff.comparison).map(({ title, rows }) =>
    [
      `### ${title} (${rows.length})`,
      '',
      '| severity | finding | where | |',
      '|---|---|---|---|',
      ...rows.map(
        ({ finding, remark }) =>
          `| ${finding.severity} | ${cell(finding.title)} (\`${finding.check}\`) | ${cell(where(finding))} | ${cell(noted(finding, remark))} |`,
      ),
    ].join('\n'),
  );
  return `${[`## ${cell(scoreLine(diff))}`, ...parts, summary(diff.comparison)].join('\n\n')}\n`;
}

/** The differences for machines: findings by fingerprint, with what changed and why something is not told. */
export function renderDiffJson({ before, after, comparison }: Diff): string {
  const { added, fixed, notTested, changed, unchanged } = comparison;
  return `${JSON.stringify(
    {
      before: facts(before),
      after: facts(after),
      new: added.map(brief),
      fixed: fixed.map(brief),
      notTested: notTested.map(({ finding, reason }) => ({ ...brief(finding), reason })),
      changed: changed.map(({ before: old, after: now }) => ({ ...brief(now), was: rating(old) })),
      unchanged: unchanged.map(brief),
    },
    null,
    2,
  )}\n`;
}

function sectionsOf({ added, fixed, notTested, changed, unchanged }: Comparison): Section[] {
  return [
    { title: 'New', rows: added.map((finding) => ({ finding })) },
    { title: 'Changed', rows: changed.map((one) => ({ finding: one.after, remark: changeOf(one) })) },
    {
      title: 'No longer tested',
      rows: notTested.map(({ finding, reason }) => ({ finding, remark: reason })),
    },
    { title: 'Fixed', rows: fixed.map((finding) => ({ finding })) },
    { title: 'Unchanged', rows: unchanged.map((finding) => ({ finding })) },
  ].filter(({ rows }) => rows.length > 0);
}

function changeOf({ before, after }: ChangedFinding): string {
  const parts = [
    before.severity === after.severity ? '' : `was ${before.severity}`,
    before.confidence === after.confidence ? '' : `${before.confidence} → ${after.confidence}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function textOf({ finding, remark }: Row): string {
  const note = noted(finding, remark);
  return visible(`${finding.check} · ${where(finding)}${note === '' ? '' : `  (${note})`}`);
}

function noted({ suppressed }: Finding, remark = ''): string {
  return [remark, suppressed === undefined ? '' : `suppressed: ${suppressed.reason}`].filter(Boolean).join('; ');
}

function where(finding: Finding): string {
  const { places, kind, code } = finding;
  // Of a finding that was read, the kind is a word between the rule and its message.
  if (code !== undefined && isRead(finding)) return [codeName(code.place), ...places.map(placeName)].join(' · ');
  const place = whereOf(finding);
  const more = places.length > 1 ? ` and ${places.length - 1} more` : '';
  return `${place}${more}${kind === undefined ? '' : ` · ${kind}`}`;
}

function scoreLine({ before, after }: Diff): string {
  return visible(`${after.target.url}: ${grade(before)} → ${grade(after)}`);
}

function grade(report: Report): string {
  const { score } = report;
  if (isAudit(report)) return count(report.findings.length, 'finding');
  return score.overall === null ? 'no grade' : `${score.grade} ${score.overall}/100`;
}

function summary({ added, fixed, notTested, changed, unchanged }: Comparison): string {
  const parts = [`${added.length} new`, `${fixed.length} fixed`, `${changed.length} changed`];
  return `${parts.join(', ')}, ${notTested.length} no longer tested, ${count(unchanged.length, 'finding')} unchanged.`;
}

function facts({ scan, target, score }: Report): object {
  return { scan: scan.id, finishedAt: scan.finishedAt, target: target.url, grade: score.grade, score: score.overall };
}

function brief({ fingerprint, check, title, places, kind, suppressed, ...finding }: Finding): object {
  return {
    fingerprint,
    check,
    title,
    places,
    ...(kind === undefined ? {} : { kind }),
    ...rating(finding),
    ...(suppressed === undefined ? {} : { suppressed }),
  };
}

function rating({ severity, confidence }: Pick<Finding, 'severity' | 'confidence'>): object {
  return { severity, confidence };
}

/** Text of the scanned API as it may stand in a cell of a table: nothing in it is markup, a mention or a link. */
function cell(text: string): string {
  return visible(text)
    .replace(/[\\`*_{}[\]<>()#+!|~&$@]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/:\/\//g, '&#58;//');
}
