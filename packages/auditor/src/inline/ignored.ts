import type { CodePlace, Finding, ReportedSuppression } from '@middlebrick/model';
import { lineStarts, positionOf } from '../ir/position.ts';
import { saidIn } from './comment.ts';
import type { Comment, Commented } from './comments.ts';
import { type Target, targetsIn } from './lines.ts';

/** By hand nobody writes more of them into a file; further ones do not count. */
const mostComments = 1_000;

export interface RuleNames {
  readonly ids: readonly string[];
  /** What to say where one is misspelt: `Did you mean code/table-scan?` */
  readonly suggest: (misspelt: string) => string;
}

interface Marked {
  /** With what comments suppress marked as that. */
  readonly findings: Finding[];
  /** What became of each rule that a comment names. */
  readonly suppressions: ReportedSuppression[];
}

/** Marks the findings that comments of the code suppress. Of several for one finding the first is shown; each counts. */
export function withIgnored(findings: readonly Finding[], files: readonly Commented[], rules: RuleNames): Marked {
  const held = new Map<Finding, ReportedSuppression>();
  const byPath = Map.groupBy(findings, ({ code }) => code?.place.path);
  const suppressions = files.flatMap((file) => inFile(file, byPath.get(file.file.path) ?? [], rules, held));
  return {
    findings: findings.map((finding) => {
      const by = held.get(finding);
      if (by?.place === undefined) return finding;
      return { ...finding, suppressed: { reason: by.reason, place: by.place } };
    }),
    suppressions,
  };
}

function inFile(
  file: Commented,
  findings: readonly Finding[],
  { ids, suggest }: RuleNames,
  held: Map<Finding, ReportedSuppression>,
): ReportedSuppression[] {
  const { path, text } = file.file;
  const lines = lineStarts(text);
  const targetOf = targetsIn(text, file.kind);
  const search = file.kind === 'document' ? inDocument(findings) : inCode(findings, file, lines);
  return file.comments.slice(0, mostComments).flatMap((comment): ReportedSuppression[] => {
    const said = saidIn(comment.text);
    if (said === undefined) return [];
    const base = { findings: 0, isExpired: false, place: placeOf(path, lines, comment) };
    if ('problem' in said) return [{ ...base, reason: '', problem: said.problem }];
    const target = targetOf(comment);
    return [...new Set(said.rules)].map((check) => {
      const one = { check, reason: said.reason, ...base };
      if (!ids.includes(check)) {
        return { ...one, problem: `names a rule that there is not, ${check}. ${suggest(check)}`.trimEnd() };
      }
      const met = target === undefined ? [] : search(check, target);
      for (const finding of met) if (!held.has(finding)) held.set(finding, one);
      return { ...one, findings: met.length };
    });
  });
}

type Search = (check: string, target: Target) => Finding[];

/** In code, what begins on the line of the target, or stands in the same statement. */
function inCode(findings: readonly Finding[], { innermostAt }: Commented, lines: readonly number[]): Search {
  const placed = findings.flatMap((finding) => {
    if (finding.code === undefined) return [];
    const { line, column } = finding.code.place;
    return [{ finding, line, statement: innermostAt((lines[line - 1] ?? 0) + column - 1) }];
  });
  return (check, target) => {
    const statement = innermostAt(target.offset);
    return placed
      .filter((one) => one.finding.check === check)
      .filter((one) => one.line === target.line || (statement !== undefined && one.statement === statement))
      .map(({ finding }) => finding);
  };
}

/** In templates, what begins on the line of the target, else the least that it is a part of. */
function inDocument(findings: readonly Finding[]): Search {
  return (check, { line }) => {
    const around = findings.flatMap((finding) => {
      const place = finding.code?.place;
      const isAround = finding.check === check && place !== undefined && place.line <= line && line <= place.endLine;
      return isAround ? [{ finding, begins: place.line === line, length: place.endLine - place.line }] : [];
    });
    const begun = around.filter(({ begins }) => begins);
    const least = Math.min(...around.map(({ length }) => length));
    return (begun.length > 0 ? begun : around.filter(({ length }) => length === least)).map(({ finding }) => finding);
  };
}

function placeOf(path: string, lines: readonly number[], { start, end }: Comment): CodePlace {
  const [from, to] = [positionOf({ lines }, start), positionOf({ lines }, end)];
  return { path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}
