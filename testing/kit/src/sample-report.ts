import {
  type Category,
  type CheckSummary,
  type CoverageCell,
  type Finding,
  fingerprint,
  type Method,
  type Report,
  type ReportedOperation,
  type Score,
  type Severity,
  scoreOf,
} from '@middlebrick/model';
import { sampleFindings } from './sample-findings.ts';

type Statuses = Record<string, number>;

const refusedToStrangers: Statuses = { alice: 200, bob: 200, anonymous: 401 };

/** Method, path, first answers, and why nothing was sent. */
const operationRows: [Method, string, Statuses, string?][] = [
  ['GET', '/api/health', { alice: 200, bob: 200, anonymous: 200 }],
  ['GET', '/api/profile', refusedToStrangers],
  ['GET', '/api/users/{user_id}', refusedToStrangers],
  ['GET', '/api/users/{user_id}/posts', refusedToStrangers],
  ['GET', '/api/posts', refusedToStrangers],
  ['GET', '/api/notes', refusedToStrangers],
  ['GET', '/api/notes/{note_id}', { alice: 200, bob: 404, anonymous: 401 }],
  ['GET', '/api/orders', refusedToStrangers],
  ['GET', '/api/orders/{order_id}', { alice: 200, bob: 200, anonymous: 200 }],
  ['GET', '/maintenance/reset', {}, 'looks as if it changes state'],
  ['POST', '/api/posts', {}, 'writes'],
  ['PUT', '/api/users/{user_id}', {}, 'writes'],
  ['DELETE', '/api/posts/{post_id}', {}, 'writes'],
  ['POST', '/api/notes', {}, 'writes'],
];

const checkRows: [string, string, Category, Severity][] = [
  ['auth/missing-authentication', 'Private data is served without credentials', 'authentication', 'critical'],
  ['auth/jwt-alg-none', 'Unsigned tokens are accepted', 'authentication', 'critical'],
  ['auth/jwt-weak-secret', 'Tokens are signed with a secret that can be guessed', 'authentication', 'critical'],
  ['auth/security-headers', 'Private answers may be kept by caches', 'authentication', 'low'],
  ['bola/foreign-object-read', "One user can read another user's object", 'bolaAuthorization', 'critical'],
  ['bola/foreign-collection', "A list returns other users' private objects", 'bolaAuthorization', 'high'],
  ['bola/predictable-identifiers', 'Identifiers can be guessed', 'bolaAuthorization', 'low'],
  [
    'bfla/privileged-operation',
    'An ordinary user can call an administrative operation',
    'bflaAuthorization',
    'critical',
  ],
  ['property/internal-fields', 'Internal properties reach clients', 'propertyAuthorization', 'medium'],
  ['data/dynamodb-error', 'Error text gives away the DynamoDB table', 'dataExposure', 'high'],
  ['input/cors', 'Other origins may read answers', 'inputValidation', 'high'],
  ['tls/plaintext', 'Traffic is not encrypted', 'encryption', 'medium'],
];

const ownerless = 'no object with a known owner';

function operationsOf(): ReportedOperation[] {
  return operationRows.map(([method, path, statuses, notTested]) => ({
    id: `${method} ${path}`,
    method,
    path,
    source: 'openapi',
    deprecated: false,
    statuses,
    ...(notTested === undefined ? {} : { notTested }),
  }));
}

function coverageOf(operations: readonly ReportedOperation[], findings: readonly Finding[]): CoverageCell[] {
  const tested = operations.filter((operation) => operation.notTested === undefined);
  const cells: CoverageCell[] = [];
  for (const [check] of checkRows) {
    if (check === 'auth/security-headers') cells.push({ check, operation: null, outcome: 'vulnerable' });
    if (check === 'input/cors') cells.push({ check, operation: null, outcome: 'hardened' });
    if (['auth/security-headers', 'input/cors', 'tls/plaintext', 'bfla/privileged-operation'].includes(check)) continue;
    for (const operation of tested) cells.push(cellOf(check, operation, findings));
  }
  return cells;
}

function cellOf(check: string, operation: ReportedOperation, findings: readonly Finding[]): CoverageCell {
  const isHit = findings.some(
    (finding) => finding.check === check && finding.places.some((place) => place.operation === operation.id),
  );
  if (isHit) return { check, operation: operation.id, outcome: 'vulnerable' };
  const needsObject = check.startsWith('bola/') && !operation.path.includes('{');
  if (needsObject) return { check, operation: operation.id, outcome: 'inconclusive', reason: ownerless };
  if (check === 'auth/jwt-alg-none' && operation.path === '/api/orders') {
    return { check, operation: operation.id, outcome: 'broken', reason: 'the answer did not arrive within 10 s' };
  }
  return { check, operation: operation.id, outcome: 'hardened' };
}

function summaryOf(coverage: readonly CoverageCell[]): CheckSummary[] {
  return checkRows.map(([id, title, category, severity]) => {
    const cells = coverage.filter((cell) => cell.check === id);
    const count = (outcome: CoverageCell['outcome']): number => cells.filter((cell) => cell.outcome === outcome).length;
    const skipped =
      id === 'bfla/privileged-operation'
        ? [{ reason: 'no administrator was given', count: 9 }]
        : id === 'tls/plaintext'
          ? [{ reason: 'the target is on this machine', count: 1 }]
          : [];
    return {
      id,
      title,
      category,
      severity,
      vulnerable: count('vulnerable'),
      hardened: count('hardened'),
      inconclusive: count('inconclusive'),
      broken: count('broken'),
      skipped,
    };
  });
}

function scored(findings: readonly Finding[], checks: readonly CheckSummary[]): Score {
  const tested = new Set(
    checks.filter((check) => check.vulnerable + check.hardened > 0).map((check) => check.category),
  );
  return { ...scoreOf(findings, tested), isIncomplete: false };
}

/** A report with these findings about the sample's surface: a Flask service on DynamoDB, seen by two users. */
export function reportOf(findings: Finding[]): Report {
  const operations = operationsOf();
  const coverage = coverageOf(operations, findings);
  const checks = summaryOf(coverage);
  return {
    schema: 'https://middlebrick.dev/schema/report-1.json',
    tool: { name: 'middlebrick', version: '0.1.0' },
    scan: {
      id: '5f0c9a7e',
      seed: 7,
      mode: 'read-only',
      startedAt: '2026-11-21T09:30:00.000Z',
      finishedAt: '2026-11-21T09:30:01.900Z',
      isInterrupted: false,
    },
    target: { url: 'http://127.0.0.1:5000', scope: ['127.0.0.1:5000'], stack: ['flask', 'dynamodb'] },
    surface: {
      source: '/openapi.json (OpenAPI 3.0.3)',
      operations,
      warnings: ['DELETE /api/posts/{post_id}: no response is declared.'],
    },
    identities: [
      {
        name: 'alice',
        credential: 'bearer',
        subjects: ['alice'],
        isPrivileged: false,
        isAlive: true,
        proof: 'GET /api/profile: 200 with, 401 without',
      },
      {
        name: 'bob',
        credential: 'bearer',
        subjects: ['bob'],
        isPrivileged: false,
        isAlive: true,
        proof: 'GET /api/profile: 200 with, 401 without',
      },
      {
        name: 'anonymous',
        credential: 'none',
        subjects: [],
        isPrivileged: false,
        isAlive: true,
        proof: 'sends no credential',
      },
    ],
    survey: { objects: 23, owned: 11, requests: 61 },
    requests: 142,
    score: scored(findings, checks),
    findings,
    checks,
    coverage,
    gaps: [
      { count: 4, unit: 'operation', subject: 'writes', remedy: 'a scan is read-only; test them by hand' },
      { count: 1, unit: 'operation', subject: 'GET /maintenance/reset', remedy: 'looks as if it changes state' },
      { count: 1, unit: 'check', subject: 'role separation', remedy: 'give an administrator: --as admin=bearer:…' },
    ],
  };
}

/** The sample every report writer is tested with: nine findings, fourteen operations, gaps of three kinds. */
export function sampleReport(): Report {
  return reportOf(sampleFindings());
}

/** The same surface with nothing found, and the grade it earns. */
export function cleanReport(): Report {
  return reportOf([]);
}

/** A report with `count` findings: the sample's, repeated over as many further operations as it takes. */
export function largeReport(count: number): Report {
  const samples = sampleFindings();
  const findings = Array.from({ length: count }, (_, index): Finding => {
    const sample = samples[index % samples.length] as Finding;
    const round = Math.floor(index / samples.length);
    if (round === 0) return sample;
    const operation = `GET /api/v${round}/things/{thing_id}`;
    return {
      ...sample,
      fingerprint: fingerprint({ check: sample.check, operation, kind: sample.kind }),
      places: [{ operation, parameter: 'thing_id' }],
    };
  });
  return reportOf(findings);
}
