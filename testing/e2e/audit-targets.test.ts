import { fileURLToPath } from 'node:url';
import { audit, auditReport, discover } from '@middlebrick/auditor';
import type { Report } from '@middlebrick/model';
import { expect, test } from 'vitest';
import { expectedOfFlask, expectedOfHono } from './expected-audit.ts';

const folder = (path: string): string => fileURLToPath(new URL(`../targets/${path}`, import.meta.url));

/** The report of a twin by itself, with the code that both twins share, and without the other one. */
async function reportOf(path: string, other = ''): Promise<Report> {
  const found = await discover(folder(path));
  const code = found.code.filter((file) => other === '' || !file.path.startsWith(`${other}/`));
  const settings = { target: path, version: '0.0.0', startedAt: new Date(0) };
  return auditReport(await audit({ ...found, code }), settings);
}

/** `high code/table-scan admin.py GET /api/admin/users-count`. */
function linesOf({ findings }: Report): string[] {
  return findings
    .map(({ severity, check, code, places }) =>
      [severity, check, code?.place.path, ...places.map(({ operation }) => operation)].join(' '),
    )
    .toSorted();
}

test.each([
  ['Flask', 'flask-dynamodb/vulnerable', '', expectedOfFlask],
  ['Hono', 'hono-dynamodb/src', 'hardened', expectedOfHono],
] as const)('what is wrong with the vulnerable twin of %s is found, and nothing else', async (_, path, other, expected) => {
  expect(linesOf(await reportOf(path, other))).toEqual([...expected].toSorted());
});

test.each([
  ['Flask', 'flask-dynamodb/hardened', ''],
  ['Hono', 'hono-dynamodb/src', 'vulnerable'],
])('nothing is wrong with the hardened twin of %s', async (_, path, other) => {
  const report = await reportOf(path, other);
  expect(linesOf(report)).toEqual([]);
  expect(report.surface.operations).toHaveLength(28);
});
