import type { CoverageCell, Finding, Report } from '@middlebrick/model';
import type { RouteMap } from './code-routes.ts';
import { checksOf } from './same-question.ts';

/**
 * What a scan says of findings that only the code shows: where it asked the same of all their routes and every answer
 * held, the finding says so. Either the code is better than it looks, or the scan did not reach what is wrong.
 */
export function heldOnes({ coverage }: Report, { ofOperation }: RouteMap): (finding: Finding) => Finding {
  const operationsOf = Map.groupBy(ofOperation.keys(), (id) => ofOperation.get(id)?.operation ?? '');
  const cells = Map.groupBy(coverage, ({ check, operation }) => keyOf(check, operation ?? ''));
  return (finding) => {
    const operations = finding.places.map(({ operation }) => operationsOf.get(operation) ?? []);
    if (operations.length === 0 || operations.some((ids) => ids.length === 0)) return finding;
    const asked = checksOf(finding).filter((check) =>
      operations.flat().every((id) => hasHeld(cells.get(keyOf(check, id)) ?? [])),
    );
    if (asked.length === 0) return finding;
    return { ...finding, details: { ...finding.details, scan: `asked, and it held: ${asked.join(', ')}` } };
  };
}

function hasHeld(cells: readonly CoverageCell[]): boolean {
  return cells.length > 0 && cells.every(({ outcome }) => outcome === 'hardened');
}

function keyOf(check: string, operation: string): string {
  return JSON.stringify([check, operation]);
}
