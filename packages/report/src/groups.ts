import { type CodePlace, confidences, type Finding, type Place, type Severity, severityRank } from '@middlebrick/model';

/** Findings with one root cause: the same check, and the same variety of it. */
export interface Group {
  check: string;
  /** The varieties that occur; more than one only of writes, where changing and deleting have one cause. */
  kinds: readonly string[];
  severity: Severity;
  /** Worst first; never empty. */
  findings: readonly Finding[];
  /** The finding that is shown for all. */
  first: Finding;
  /** Every place of every finding, each once. */
  places: readonly Place[];
}

/** All findings, worst first: by severity, then by how sure they are, then by name, so that the order is stable. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (a, b) =>
      severityRank(a.severity) - severityRank(b.severity) ||
      confidences.indexOf(a.confidence) - confidences.indexOf(b.confidence) ||
      compare(a.check, b.check) ||
      compare(a.code?.place.path ?? '', b.code?.place.path ?? '') ||
      (a.code?.place.line ?? 0) - (b.code?.place.line ?? 0) ||
      compare(placeName(a.places[0]), placeName(b.places[0])) ||
      compare(a.fingerprint, b.fingerprint),
  );
}

/** The findings grouped by root cause, worst group first. */
export function groupsOf(findings: readonly Finding[]): Group[] {
  const byCause = Map.groupBy(worstFirst(findings), causeOf);
  return [...byCause.values()].map((same) => {
    const first = same[0] as Finding;
    return {
      check: first.check,
      kinds: [...new Set(same.flatMap(({ kind }) => kind ?? []))],
      severity: first.severity,
      findings: same,
      first,
      places: distinct(same.flatMap((finding) => finding.places)),
    };
  });
}

/** Whether a finding is proven by a write: somebody wrote, and what came of it was read. */
export function isWritten({ proof }: Pick<Finding, 'proof'>): boolean {
  return proof.some(({ role }) => role === 'write');
}

function causeOf(finding: Finding): string {
  const { check, kind } = finding;
  return JSON.stringify([check, isWritten(finding) ? null : (kind ?? null)]);
}

/** Whether a finding is one of the code alone: read there, and proven by no exchange. */
export function isRead({ code, proof }: Pick<Finding, 'code' | 'proof'>): boolean {
  return code !== undefined && proof.length === 0;
}

/** Where a finding is, in a few words: its first operation, else its line of code, else the whole target. */
export function whereOf({ places: [first], code }: Pick<Finding, 'places' | 'code'>): string {
  return first === undefined && code !== undefined ? codeName(code.place) : placeName(first);
}

/** `routes/posts.py:21`. */
export function codeName({ path, line }: Pick<CodePlace, 'path' | 'line'>): string {
  return `${path}:${line}`;
}

/** `GET /api/users/{user_id} (user_id)`; the whole target when there is no place. */
export function placeName(place: Place | undefined): string {
  if (place === undefined) return 'the whole target';
  return place.parameter === undefined ? place.operation : `${place.operation} (${place.parameter})`;
}

function distinct(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [placeName(place), place])).values()];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
