import type { AccessCell } from '@middlebrick/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditOf, sampleAudit } from '../../../testing/kit/src/sample-audit.ts';
import { reportWithMatrix } from '../../../testing/kit/src/sample-matrix.ts';
import { sampleReport } from '../../../testing/kit/src/sample-report.ts';
import { renderCsv } from './csv.ts';
import { visible } from './visible.ts';

/** Reads a table by the grammar of RFC 4180 section 2; throws at what does not fit it. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const next = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  while (next.lastIndex < text.length) {
    const match = next.exec(text);
    if (match === null) throw new Error('not a table');
    const [, quoted, bare = '', end] = match;
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}

const tableOf = (cells: AccessCell[]): string[][] => parseCsv(renderCsv({ ...sampleReport(), matrix: { cells } }));
const header = ['operation', 'identity', 'whose', 'observed', 'expected', 'basis', 'status', 'reason'];

describe('the table of the matrix', () => {
  it('has a line for each cell, empty where nothing is known', () => {
    const rows = parseCsv(renderCsv(reportWithMatrix()));
    expect(rows[0]).toEqual(header);
    expect(rows.slice(1)).toHaveLength(8);
    expect(rows[3]).toEqual([
      'GET /api/users/{user_id}',
      'bob',
      'own',
      'unknown',
      'allowed',
      'policy',
      '',
      'not asked',
    ]);
    expect(rows.at(-1)).toEqual(['GET /api/posts', 'anonymous', 'none', 'denied', '', '', '404', '']);
  });

  it('is the header alone without a matrix', () => {
    expect(renderCsv(sampleReport())).toBe(`${header.join(',')}\r\n`);
  });

  it('comes back through a parser as it was, whatever the API calls its operations', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[=+\-@",\r\n a]{0,6}$/));
    fc.assert(
      fc.property(fc.array(fc.record({ operation: text, identity: text, reason: text }), { maxLength: 8 }), (named) => {
        const cells = named.map((names): AccessCell => ({ ...names, whose: 'none', observed: 'denied', status: 403 }));
        const [, ...rows] = tableOf(cells);
        const back = rows.map(([operation, identity, , , , , status, reason]) => [operation, identity, status, reason]);
        const plain = (value: string): string => visible(value).replace(/^(?=[=+\-@])/, "'");
        expect(back).toEqual(
          named.map(({ operation, identity, reason }) => [plain(operation), plain(identity), '403', plain(reason)]),
        );
      }),
    );
  });

  it.each(['=cmd()', '+1', '-1', '@SUM(A1)', '=1,"x"'])('makes no formula of %s', (operation) => {
    const [, row] = tableOf([{ operation, identity: 'bob', whose: 'none', observed: 'denied' }]);
    expect(row?.[0]).toBe(`'${operation}`);
  });
});

describe('the table of an audit', () => {
  it('has a line for each finding, worst first', () => {
    const [names, ...rows] = parseCsv(renderCsv(sampleAudit()));
    expect(names?.join(',')).toBe(
      'severity,confidence,rule,title,path,line,column,operation,parameter,message,state,fingerprint',
    );
    expect(rows.map((row) => row.slice(0, 9).join(' | '))).toEqual([
      'critical | firm | code/foreign-key-write | The request alone says whose item is written | app/store.py | 9 | 12 | PATCH /api/users/{owner}/notes | owner',
      'critical | firm | code/hardcoded-secret | A secret stands in the code | app/settings.py | 4 | 1 |  | ',
      'high | firm | code/foreign-key-read | The request alone says whose item is read | app/routes/notes.py | 18 | 13 | GET /api/users/{owner}/notes | owner',
      'high | firm | code/missing-authentication | Private data is reached without signing in | app/routes/admin.py | 3 | 20 | GET /api/admin/notes | ',
      'high | firm | code/missing-authentication | Private data is reached without signing in | app/routes/notes.py | 24 | 20 | GET /api/notes | ',
      'high | firm | iam/scan-allowed | An application role may read whole tables | template.yaml | 9 | 44 |  | ',
      'medium | tentative | code/whole-item-returned | An answer holds items as they are stored | functions/export.ts | 4 | 83 | GET /export | ',
      'low | firm | code/unbounded-limit | The client says how much is read | app/store.py | 17 | 12 | GET /api/feed | limit',
    ]);
  });

  it('says what is known and what is suppressed, and makes no formula of a path', () => {
    const [finding] = sampleAudit().findings;
    if (finding?.code === undefined) throw new Error('the sample has findings');
    const place = { ...finding.code.place, path: '=cmd().py' };
    const states = [
      { ...finding, code: { ...finding.code, place } },
      { ...finding, isKnown: true },
      { ...finding, isKnown: true, suppressed: { reason: 'a test' } },
    ];
    const rows = parseCsv(renderCsv(auditOf(states))).slice(1);
    expect(rows.map((row) => [row[4], row[10]])).toEqual([
      ["'=cmd().py", 'open'],
      ['app/store.py', 'known'],
      ['app/store.py', 'suppressed'],
    ]);
  });
});
