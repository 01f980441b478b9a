import { type AuditFacts, type Finding, type ReportedSuppression, unsuppressed } from '@middlebrick/model';

/** What differs from a commit. */
export interface ChangedFiles {
  readonly since: string;
  readonly commit: string;
  readonly files: number;
  /** By a path from the root of the audit. */
  readonly isChanged: (path: string) => boolean;
}

interface Told {
  readonly findings: Finding[];
  /** Of the configuration, and comments. */
  readonly suppressions: readonly ReportedSuppression[];
  readonly facts: AuditFacts;
}

/**
 * The findings whose place or whose way touches a changed file, the comments in these files, and how many other findings
 * there are. By files and not by lines: a guard that was taken away leaves no line behind.
 */
export function touching(told: Told, changed: ChangedFiles | undefined): Told {
  if (changed === undefined) return told;
  const { findings, suppressions, facts } = told;
  const { since, commit, files, isChanged } = changed;
  const touches = ({ code }: Finding): boolean =>
    code !== undefined && [code.place, ...code.flow.map(({ place }) => place)].some(({ path }) => isChanged(path));
  const leftOut = unsuppressed(findings.filter((finding) => !touches(finding))).length;
  return {
    findings: findings.filter(touches),
    suppressions: suppressions.filter(({ place }) => place === undefined || isChanged(place.path)),
    facts: { ...facts, changed: { since, commit, files, leftOut } },
  };
}
