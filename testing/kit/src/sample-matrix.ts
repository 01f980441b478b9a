import type { AccessCell, Report } from '@middlebrick/model';
import { sampleReport } from './sample-report.ts';

type Short = [whose: AccessCell['whose'], observed: AccessCell['observed'], expected?: AccessCell['expected']];

const rows: Record<string, Record<string, Short[]>> = {
  'GET /api/users/{user_id}': {
    alice: [
      ['own', 'allowed', 'allowed'],
      ['foreign', 'denied', 'denied'],
    ],
    bob: [
      ['own', 'unknown', 'allowed'],
      ['foreign', 'allowed', 'denied'],
    ],
    anonymous: [['foreign', 'denied', 'denied']],
  },
  'GET /api/posts': {
    alice: [['none', 'allowed']],
    bob: [['none', 'denied', 'allowed']],
    anonymous: [['none', 'denied']],
  },
};

/** The sample report with a matrix of every kind of cell; what is expected comes from a policy. */
export function reportWithMatrix(): Report {
  const cells = Object.entries(rows).flatMap(([operation, callers]) =>
    Object.entries(callers).flatMap(([identity, shorts]) =>
      shorts.map(
        ([whose, observed, expected]): AccessCell => ({
          operation,
          identity,
          whose,
          observed,
          ...(expected === undefined ? {} : { expected, basis: 'policy' as const }),
          ...(observed === 'unknown' ? { reason: 'not asked' } : { status: observed === 'allowed' ? 200 : 404 }),
        }),
      ),
    ),
  );
  return { ...sampleReport(), matrix: { cells } };
}

/** A matrix of so many operations and callers, everything allowed. */
export function largeMatrix(operations: number, identities: number): Report {
  const cells = Array.from(
    { length: operations * identities },
    (_, index): AccessCell => ({
      operation: `GET /api/v${Math.floor(index / identities)}/a-rather-long-name-of-a-collection/{item_id}/parts`,
      identity: `customer-${index % identities}`,
      whose: 'foreign',
      observed: 'allowed',
      expected: 'denied',
      basis: 'default',
      status: 200,
      reason: 'receives the private values of somebody else',
    }),
  );
  return { ...sampleReport(), matrix: { cells } };
}
