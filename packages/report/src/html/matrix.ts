import type { Outcome, Report, ReportedOperation } from '@middlebrick/model';
import { showsTheSame } from '../facts.ts';

/**
 * How an operation answered an identity: `L` handed out what is not the caller's, `A` answered, `R` refused
 * (401, 403), `N` not found (404, 410), `E` failed (5xx), `O` another status, `-` not called.
 */
export type AccessLetter = 'L' | 'A' | 'R' | 'N' | 'E' | 'O' | '-';

export interface AccessRow {
  operation: string;
  cells: { letter: AccessLetter; status: number | undefined }[];
  reason: string | undefined;
}

/** Operations × identities: what each was answered first, and where it got what it should not. */
export function accessRows(report: Report): { identities: string[]; rows: AccessRow[] } {
  const identities = report.identities
    .filter((identity) => identity.derivedFrom === undefined)
    .map((identity) => identity.name);
  const leaks = leaksOf(report);
  const rows = report.surface.operations.map((operation) => ({
    operation: operation.id,
    cells: identities.map((identity) => {
      const status = operation.statuses[identity];
      return { letter: leaks.has(key(operation.id, identity)) ? 'L' : letterOf(status), status } as const;
    }),
    reason: operation.notTested,
  }));
  return { identities, rows };
}

function leaksOf(report: Report): Set<string> {
  const origin = new Map(report.identities.map((identity) => [identity.name, identity.derivedFrom ?? identity.name]));
  const leaks = new Set<string>();
  for (const finding of report.findings) {
    for (const step of finding.proof) {
      if (!showsTheSame(step, finding)) continue;
      const taker = origin.get(step.exchange.identity) ?? step.exchange.identity;
      for (const place of finding.places) leaks.add(key(place.operation, taker));
    }
  }
  return leaks;
}

function letterOf(status: number | undefined): AccessLetter {
  if (status === undefined) return '-';
  if (status >= 200 && status < 300) return 'A';
  if (status === 401 || status === 403) return 'R';
  if (status === 404 || status === 410) return 'N';
  return status >= 500 ? 'E' : 'O';
}

function key(operation: string, identity: string): string {
  return JSON.stringify([operation, identity]);
}

const letters: Record<Outcome, string> = {
  vulnerable: 'V',
  hardened: 'H',
  inconclusive: 'I',
  broken: 'B',
  skipped: 'S',
};

/** Operations × checks, one letter a cell; a space where a check does not apply. */
export interface CheckMatrix {
  checks: { id: string; title: string }[];
  rows: { operation: string; letters: string; reasons: Record<string, number> }[];
  /** What `reasons` of a row point into, by the number of the column. */
  reasons: string[];
}

export function checkMatrix(report: Report): CheckMatrix {
  const used = new Set(report.coverage.map((cell) => cell.check));
  const titles = new Map(report.checks.map((check) => [check.id, check.title]));
  const checks = [...used].sort().map((id) => ({ id, title: titles.get(id) ?? id }));
  const columnOf = new Map(checks.map((check, index) => [check.id, index]));
  const reasons: string[] = [];
  const byOperation = Map.groupBy(report.coverage, (cell) => cell.operation);
  const names = [...byOperation.keys()].sort(
    (a, b) => rank(a, report.surface.operations) - rank(b, report.surface.operations),
  );
  const rows = names.map((name) => {
    const line = checks.map(() => ' ');
    const pointers: Record<string, number> = {};
    for (const cell of byOperation.get(name) ?? []) {
      const column = columnOf.get(cell.check) ?? 0;
      line[column] = letters[cell.outcome];
      if (cell.reason !== undefined) pointers[column] = indexOf(reasons, cell.reason);
    }
    return { operation: name ?? 'the whole target', letters: line.join(''), reasons: pointers };
  });
  return { checks, rows, reasons };
}

/** The whole target first, then the operations in the order of the surface. */
function rank(name: string | null, operations: readonly ReportedOperation[]): number {
  return name === null ? -1 : operations.findIndex((operation) => operation.id === name);
}

function indexOf(list: string[], text: string): number {
  const found = list.indexOf(text);
  return found >= 0 ? found : list.push(text) - 1;
}
