import { type Code, type Finding, fingerprint, type Method, type Report } from '@middlebrick/model';
import { codeAt, type Step } from './sample-audit-code.ts';

type Written = Pick<Finding, 'check' | 'title' | 'message' | 'severity' | 'category' | 'cwe' | 'owasp' | 'details'> & {
  /** Operation and parameter; of what no route leads to, none. */
  route?: readonly [operation: string, parameter?: string];
  code: Code;
  fix: string;
  article: 'identification-failures' | 'data-exposure';
  isTentative?: true;
};

function read({ route, code, fix, article, isTentative, ...written }: Written): Finding {
  const [operation, parameter] = route ?? [];
  const place = operation === undefined ? [] : [{ operation, ...(parameter === undefined ? {} : { parameter }) }];
  return {
    fingerprint: fingerprint({ check: written.check, operation, parameter, kind: code.place.path }),
    ...written,
    kind: 'found',
    confidence: isTentative === true ? 'tentative' : 'firm',
    places: place,
    values: [],
    proof: [],
    replay: { variables: [], curl: [] },
    code,
    remediation: { summary: fix, explain: `middlebrick explain ${article}` },
  };
}

const notes = 'app/routes/notes.py';
const update = `table.update_item(
        Key={"owner": owner},
        UpdateExpression="SET title = :title",
        ExpressionAttributeValues={":title": title},
    )`;
const query = 'table.query(KeyConditionExpression=Key("owner").eq(owner), ScanIndexForward=False, ConsistentRead=True)';
const fromPath: Step = [notes, 'def rename_note(owner)', 'owner comes from the path of the request'];

function foreignWrite(): Finding {
  const flow: Step[] = [
    fromPath,
    [notes, 'rename(owner, request.json["title"])', 'owner is handed to rename'],
    ['app/store.py', update, 'Table.update_item reaches the store'],
  ];
  return read({
    check: 'code/foreign-key-write',
    title: 'The request alone says whose item is written',
    message:
      'owner of the path is the partition key of Table.update_item, and neither a check before it nor a condition of the write asks whether it belongs to the caller.',
    severity: 'critical',
    category: 'bolaAuthorization',
    cwe: [639],
    owasp: 'API1:2023',
    details: {
      operation: 'PATCH /api/users/{owner}/notes',
      call: 'Table.update_item',
      table: 'notes',
      parameter: 'owner',
      origin: 'path',
    },
    route: ['PATCH /api/users/{owner}/notes', 'owner'],
    code: codeAt('app/store.py', update, flow),
    fix: 'Take the partition key from the verified identity, or put the owner into the ConditionExpression of the write.',
    article: 'identification-failures',
  });
}

function secret(): Finding {
  return read({
    check: 'code/hardcoded-secret',
    title: 'A secret stands in the code',
    message: 'JWT_SECRET is written into the code, where everybody who may read it can use it.',
    severity: 'critical',
    category: 'encryption',
    cwe: [540, 798],
    owasp: 'API8:2023',
    details: { what: 'JWT_SECRET' },
    code: codeAt('app/settings.py', 'JWT_SECRET = "mK4*********************"'),
    fix: 'Read it from the environment or a secret store when the service starts, and change the one that was written down.',
    article: 'data-exposure',
  });
}

function foreignRead(): Finding {
  const flow: Step[] = [
    [notes, 'def list_notes(owner)', 'owner comes from the path of the request'],
    [notes, query, 'Table.query reaches the store'],
  ];
  return read({
    check: 'code/foreign-key-read',
    title: 'The request alone says whose item is read',
    message:
      'owner of the path is the partition key of Table.query, and nothing asks whether it belongs to the caller.',
    severity: 'high',
    category: 'bolaAuthorization',
    cwe: [639],
    owasp: 'API1:2023',
    details: { operation: 'GET /api/users/{owner}/notes', call: 'Table.query', parameter: 'owner', origin: 'path' },
    route: ['GET /api/users/{owner}/notes', 'owner'],
    code: codeAt(notes, query, flow),
    fix: 'Take the partition key from the verified identity, or compare the owner of the item with it before anything is answered.',
    article: 'identification-failures',
  });
}

function openRoute(operation: string, path: string): Finding {
  return read({
    check: 'code/missing-authentication',
    title: 'Private data is reached without signing in',
    message: `${operation} reaches Table.scan without asking who the caller is.`,
    severity: 'high',
    category: 'authentication',
    cwe: [306],
    owasp: 'API2:2023',
    details: { operation, call: 'Table.scan' },
    route: [operation],
    code: codeAt(path, 'table.scan()'),
    fix: 'Require a verified identity on the route, and take the key from it.',
    article: 'identification-failures',
  });
}

function scanAllowed(): Finding {
  return read({
    check: 'iam/scan-allowed',
    title: 'An application role may read whole tables',
    message: 'ExportRole may Scan the table NotesTable.',
    severity: 'high',
    category: 'bolaAuthorization',
    cwe: [732],
    owasp: 'API1:2023',
    details: { role: 'ExportRole', table: 'NotesTable' },
    code: codeAt('template.yaml', 'dynamodb:Scan'),
    fix: 'Allow GetItem and Query on the keys of the caller, and nothing that reads without a key.',
    article: 'identification-failures',
  });
}

function wholeItem(): Finding {
  const [call, answer] = ['new GetCommand({', 'JSON.stringify(found.Item ?? {})'];
  const flow: Step[] = [
    ['functions/export.ts', call, 'GetCommand gives the item'],
    ['functions/export.ts', answer, 'it is answered'],
  ];
  return read({
    check: 'code/whole-item-returned',
    title: 'An answer holds items as they are stored',
    message:
      'GET /export answers with what GetCommand gave as it is, with every attribute that it has or will ever have.',
    severity: 'medium',
    category: 'propertyAuthorization',
    cwe: [213],
    owasp: 'API3:2023',
    details: { operation: 'GET /export', call: 'GetCommand' },
    route: ['GET /export'],
    code: codeAt('functions/export.ts', answer, flow),
    fix: 'Pick the attributes that the caller may see, by a projection or a serializer with a fixed list.',
    article: 'data-exposure',
    isTentative: true,
  });
}

function unboundedLimit(): Finding {
  return read({
    check: 'code/unbounded-limit',
    title: 'The client says how much is read',
    message: 'limit of the query is the Limit of Table.query, and nothing bounds it.',
    severity: 'low',
    category: 'rateLimiting',
    cwe: [770],
    owasp: 'API4:2023',
    details: { operation: 'GET /api/feed', call: 'Table.query', parameter: 'limit' },
    route: ['GET /api/feed', 'limit'],
    code: codeAt('app/store.py', 'table.query(KeyConditionExpression=Key("owner").eq(owner), Limit=limit)'),
    fix: 'Bound the limit before it reaches the query.',
    article: 'data-exposure',
  });
}

const routes: readonly (readonly [Method, string])[] = [
  ['GET', '/api/admin/notes'],
  ['GET', '/api/feed'],
  ['GET', '/api/notes'],
  ['GET', '/api/users/{owner}/notes'],
  ['PATCH', '/api/users/{owner}/notes'],
  ['GET', '/export'],
];

/** A report of an audit with these findings. */
export function auditOf(findings: readonly Finding[], warnings: readonly string[] = []): Report {
  const rules = sampleRead();
  const seen = [...new Map(rules.map((finding) => [finding.check, finding])).values()];
  const count = (check: string): number => findings.filter((finding) => finding.check === check).length;
  return {
    schema: 'https://middlebrick.dev/schema/report-1.json',
    tool: { name: 'middlebrick', version: '0.1.0' },
    scan: {
      id: 'audit',
      seed: 0,
      mode: 'audit',
      startedAt: '2026-11-21T09:30:00.000Z',
      finishedAt: '2026-11-21T09:30:00.400Z',
      isInterrupted: false,
    },
    target: { url: 'services/notes', scope: [], stack: ['Flask', 'Lambda', 'DynamoDB'] },
    surface: {
      source: 'code',
      operations: routes.map(([method, path]) => ({
        id: `${method} ${path}`,
        method,
        path,
        source: 'code',
        deprecated: false,
        statuses: {},
      })),
      warnings: [...warnings],
    },
    identities: [],
    survey: { objects: 0, owned: 0, requests: 0 },
    audit: {
      base: 'services/notes',
      files: 5,
      lines: 62,
      documents: 1,
      languages: ['Python', 'TypeScript'],
      frameworks: ['Flask', 'Lambda'],
      stores: ['DynamoDB'],
      accesses: 6,
      roles: 1,
      tables: 1,
    },
    requests: 0,
    score: { overall: null, grade: null, isIncomplete: false, categories: [] },
    findings: [...findings],
    checks: seen.map(({ check, title, category, severity }) => ({
      id: check,
      title,
      category,
      severity,
      vulnerable: count(check),
      hardened: count(check) === 0 ? 1 : 0,
      inconclusive: 0,
      broken: 0,
      skipped: [],
    })),
    coverage: seen.map(({ check }) => ({
      check,
      operation: null,
      outcome: count(check) === 0 ? 'hardened' : 'vulnerable',
    })),
    gaps: [],
  };
}

function sampleRead(): Finding[] {
  return [
    foreignWrite(),
    secret(),
    foreignRead(),
    openRoute('GET /api/admin/notes', 'app/routes/admin.py'),
    openRoute('GET /api/notes', notes),
    scanAllowed(),
    wholeItem(),
    unboundedLimit(),
  ];
}

/** The audit that every writer is tested with: eight findings of seven rules, and a file that is partly unreadable. */
export function sampleAudit(): Report {
  return auditOf(sampleRead(), ['app/legacy.py line 12: this does not parse; the rest was audited.']);
}

/** The same code with nothing found. */
export function cleanAudit(): Report {
  return auditOf([]);
}

/** An audit with `count` findings: the sample's, repeated over as many further folders as it takes. */
export function largeAudit(count: number): Report {
  const samples = sampleRead();
  const findings = Array.from({ length: count }, (_, index): Finding => {
    const sample = samples[index % samples.length] as Finding;
    const round = Math.floor(index / samples.length);
    if (round === 0 || sample.code === undefined) return sample;
    const place = { ...sample.code.place, path: `v${round}/${sample.code.place.path}` };
    return {
      ...sample,
      fingerprint: fingerprint({ check: sample.check, kind: place.path }),
      code: { ...sample.code, place },
    };
  });
  return auditOf(findings);
}
