import type { Code, Report } from '@middlebrick/model';
import { sampleAudit } from './sample-audit.ts';
import { sampleReport } from './sample-report.ts';

/** A scan that was given the code: its second finding is said by the code as well, and one is of the code alone. */
export function correlatedReport(): Report {
  const [scanned, audit] = [sampleReport(), sampleAudit()];
  const alone = audit.findings.at(-1);
  const same = audit.findings.find(({ check }) => check === 'code/foreign-key-write');
  if (same?.code === undefined || alone === undefined || audit.audit === undefined)
    throw new Error('the sample of an audit has findings with code');
  const { code } = same;
  const said: Code['said'] = [
    { rule: same.check, place: code.place },
    { rule: 'code/check-then-write-race', place: { ...code.place, line: code.place.line + 40, endLine: 90 } },
  ];
  return {
    ...scanned,
    audit: audit.audit,
    findings: [
      ...scanned.findings.map((finding, index) => (index === 1 ? { ...finding, code: { ...code, said } } : finding)),
      alone,
    ],
    checks: [...scanned.checks, ...audit.checks],
    coverage: [...scanned.coverage, ...audit.coverage],
    correlation: {
      source: 'services/notes',
      routes: 11,
      located: 1,
      merged: 1,
      onlyInCode: Array.from({ length: 12 }, (_, index) => ({
        operation: `GET /internal/${index + 1}`,
        reason: 'the description of the API does not have it',
      })),
      onlyAtTarget: [
        { operation: 'GET /api/orders', reason: 'the description of the API has it, and no route of the code' },
      ],
    },
  };
}
