import {
  type AccessCell,
  type AccessMatrix,
  anonymous,
  type CoverageCell,
  defaultExpectation,
  type Identity,
  isAnonymous,
  type Operation,
  policyExpectation,
} from '@middlebrick/model';
import type { RunFacts } from '../run-facts.ts';
import { objectParameter } from '../survey/bindings.ts';
import { notAsked } from '../verdict/access.ts';
import { writingChecks } from './writes.ts';

/**
 * The whole matrix: a cell for every operation, caller and kind of object, also where nothing was asked, each with what
 * is expected of it. `undefined` when nobody looked.
 */
export function matrixOf(
  { surface, end }: Pick<RunFacts, 'surface' | 'end'>,
  coverage: readonly CoverageCell[],
): AccessMatrix | undefined {
  if (end.cells.length === 0) return undefined;
  const seen = strongest(end.cells);
  const lost = new Set(end.lost);
  const doubts = undecidedWrites(coverage);
  const callers: Identity[] = [...end.identities.filter(({ isAlive }) => isAlive), anonymous];
  const cells = surface.operations.flatMap((operation) =>
    callers.flatMap((caller) =>
      kindsOf(operation, caller, seen).map((whose) => {
        const known = seen.get(keyOf(operation.id, caller.name, whose));
        const place = { operation: operation.id, identity: caller.name, whose };
        const reason = (whose === 'foreign' ? doubts.get(operation.id) : undefined) ?? notAsked;
        const cell = known ?? { ...place, observed: 'unknown' as const, reason };
        return withExpectation(unlessSignedOut(cell, lost), operation, caller, end.policy);
      }),
    ),
  );
  return { cells };
}

/** Own and foreign where the operation names an object; nobody who is not signed in has one of its own. */
function kindsOf(operation: Operation, caller: Identity, seen: ReadonlyMap<string, AccessCell>): AccessCell['whose'][] {
  if (objectParameter(operation) !== undefined) return isAnonymous(caller) ? ['foreign'] : ['own', 'foreign'];
  // A write may name in its body whose object it means.
  return seen.has(keyOf(operation.id, caller.name, 'foreign')) ? ['none', 'foreign'] : ['none'];
}

/** Why the checks that write could not tell, by operation. */
function undecidedWrites(coverage: readonly CoverageCell[]): Map<string, string> {
  return new Map(
    coverage.flatMap(({ check, operation, outcome, reason }): [string, string][] => {
      const isOpen = outcome === 'inconclusive' && operation !== null && reason !== undefined;
      return isOpen && writingChecks.includes(check) ? [[operation, reason]] : [];
    }),
  );
}

const strength: Record<AccessCell['observed'], number> = { allowed: 2, denied: 1, unknown: 0 };

/** Of several readings of one cell the one that says most: an access that was seen outweighs every refusal. */
function strongest(cells: readonly AccessCell[]): Map<string, AccessCell> {
  const seen = new Map<string, AccessCell>();
  for (const cell of cells) {
    const key = keyOf(cell.operation, cell.identity, cell.whose);
    const known = seen.get(key);
    if (known === undefined || strength[cell.observed] > strength[known.observed]) seen.set(key, cell);
  }
  return seen;
}

/** A refusal to someone who was signed out unnoticed proves nothing. */
function unlessSignedOut(cell: AccessCell, lost: ReadonlySet<string>): AccessCell {
  if (cell.observed !== 'denied' || !lost.has(cell.identity)) return cell;
  return { ...cell, observed: 'unknown', reason: `${cell.identity} was signed out during the scan` };
}

function withExpectation(
  cell: AccessCell,
  operation: Operation,
  caller: Identity,
  policy: RunFacts['end']['policy'],
): AccessCell {
  const declared = policy === null ? undefined : policyExpectation(policy, cell, caller);
  if (declared !== undefined) return { ...cell, expected: declared, basis: 'policy' };
  // Only a policy can say that what is shared should not be.
  const usual = cell.isShared === true ? undefined : defaultExpectation(cell.whose, caller, operation);
  return usual === undefined ? cell : { ...cell, expected: usual, basis: 'default' };
}

function keyOf(operation: string, identity: string, whose: string): string {
  return JSON.stringify([operation, identity, whose]);
}
