import {
  type Activity,
  type Exchange,
  type Finding,
  fingerprint,
  type ProofRole,
  type ProofStep,
  type Report,
} from '@middlebrick/model';
import { sampleExchange, sampleFindings } from './sample-findings.ts';
import { cleanReport, reportOf } from './sample-report.ts';

interface Sent {
  identity: string;
  method?: string;
  path: string;
  body?: unknown;
  status: number;
  answer?: unknown;
}

function sent({ identity, method = 'GET', path, body, status, answer }: Sent): Exchange {
  const exchange = sampleExchange({
    identity,
    method,
    path,
    status,
    ...(answer === undefined ? {} : { body: answer }),
  });
  return {
    ...exchange,
    request: { ...exchange.request, ...(body === undefined ? {} : { body: JSON.stringify(body) }) },
  };
}

function step(role: ProofRole, label: string, exchange: Exchange, more: Partial<ProofStep> = {}): ProofStep {
  return { role, label, exchange, shows: [], ...more };
}

interface Written {
  kind: string;
  operation: string;
  message: string;
  proof: ProofStep[];
  replay: string;
  values?: Finding['values'];
}

function foreignWrite({ kind, operation, message, proof, replay, values = [] }: Written): Finding {
  const check = 'bola/foreign-object-write';
  return {
    fingerprint: fingerprint({ check, operation, kind, parameter: 'post_id' }),
    check,
    title: "One user can change or delete another user's object",
    message,
    kind,
    severity: 'critical',
    confidence: 'confirmed',
    category: 'bolaAuthorization',
    places: [{ operation, parameter: 'post_id' }],
    cwe: [639, 862],
    owasp: 'API1:2023',
    details: { owner: 'alice', other: 'bob', parameter: 'post_id' },
    values,
    proof,
    replay: { variables: ['BOB_TOKEN'], curl: [replay] },
    remediation: { summary: 'Put the owner into the condition of the write.' },
  };
}

/** bob changes a post of alice's, and deletes another one: two findings of one cause. */
function foreignWrites(): Finding[] {
  const path = '/api/posts/p-2001';
  const post = (title: string) => ({ post_id: 'p-2001', author_id: 'alice', title, pinned: false });
  const spare = '/api/posts/p-2002';
  return [
    foreignWrite({
      kind: 'change',
      operation: 'PUT /api/posts/{post_id}',
      message: "bob changes alice's object by naming its post_id, and alice reads what bob wrote.",
      values: [{ path: 'title', masked: 'mb0b…' }],
      proof: [
        step(
          'before',
          'alice (owner) reads it',
          sent({ identity: 'alice', path, status: 200, answer: post('mb0a4c1') }),
        ),
        step(
          'write',
          'bob (someone else) changes it',
          sent({ identity: 'bob', method: 'PUT', path, body: { title: 'mb0b7d2' }, status: 404 }),
        ),
        step('after', 'alice reads it again', sent({ identity: 'alice', path, status: 200, answer: post('mb0b…') }), {
          shows: ['title'],
          note: 'what bob wrote',
        }),
      ],
      replay: `curl -X PUT -H "Authorization: Bearer $BOB_TOKEN" --data-raw '{"title":"mb0b7d2"}' http://127.0.0.1:5000${path}`,
    }),
    foreignWrite({
      kind: 'delete',
      operation: 'DELETE /api/posts/{post_id}',
      message: "bob deletes alice's object by naming its post_id, and alice reads it no longer.",
      proof: [
        step(
          'before',
          'alice (owner) reads it',
          sent({ identity: 'alice', path: spare, status: 200, answer: post('mb0c') }),
        ),
        step(
          'write',
          'bob (someone else) deletes it',
          sent({ identity: 'bob', method: 'DELETE', path: spare, status: 204 }),
        ),
        step('after', 'alice reads it again', sent({ identity: 'alice', path: spare, status: 404 }), {
          note: 'it is gone',
        }),
      ],
      replay: `curl -X DELETE -H "Authorization: Bearer $BOB_TOKEN" http://127.0.0.1:5000${spare}`,
    }),
  ];
}

function active(report: Report, activity: Activity): Report {
  const isOwn = activity.registration.accounts > 0;
  const identities = report.identities
    .filter(({ credential }) => isOwn || credential === 'none')
    .map((identity) =>
      identity.credential === 'none' ? identity : { ...identity, credential: 'login' as const, isOwn },
    );
  return { ...report, scan: { ...report.scan, mode: 'active' }, identities, activity };
}

/** The sample as an active scan tells it: users of its own, writes that reach what is another's, and two leftovers. */
export function activeReport(): Report {
  const report = active(reportOf([...foreignWrites(), ...sampleFindings()]), {
    registration: {
      accounts: 2,
      how: 'POST /api/register, then POST /api/login; token in access_token',
      operations: ['POST /api/register', 'POST /api/login'],
    },
    made: 9,
    removed: 7,
    leftovers: [
      {
        what: 'note n-7 of alice',
        operation: 'POST /api/notes',
        reason: 'DELETE /api/notes/{note_id} answers 403 to alice',
      },
      {
        what: 'account alicek2m4 of alice',
        operation: 'POST /api/register',
        reason: 'no operation deletes an account by itself',
      },
    ],
  });
  const removal = { method: 'DELETE' as const, path: '/api/notes/{note_id}', source: 'openapi', deprecated: false };
  const operations = [...report.surface.operations, { id: 'DELETE /api/notes/{note_id}', ...removal, statuses: {} }];
  const gap = {
    count: 1,
    unit: 'operation' as const,
    subject: 'writes: PUT /api/users/{user_id}',
    remedy: 'no body could be made that would show whether it was written',
  };
  return { ...report, surface: { ...report.surface, operations }, gaps: [gap, ...report.gaps.slice(1)] };
}

/** An active scan that could not register anybody. */
export function unregisteredReport(): Report {
  const report = active(cleanReport(), {
    registration: {
      accounts: 0,
      how: 'POST /api/register asks for a captcha ("Please solve the captcha")',
      remedy: 'give users that exist: --as alice=bearer:… --as bob=bearer:…, or a login recipe in middlebrick.yaml',
      operations: [],
    },
    made: 0,
    removed: 0,
    leftovers: [],
  });
  const gap = {
    count: 4,
    unit: 'operation' as const,
    subject: 'writes: POST /api/posts, PUT /api/users/{user_id}, DELETE /api/posts/{post_id}, …',
    remedy: 'it takes two ordinary users to ask whose object is written',
  };
  return { ...report, gaps: [gap, ...report.gaps.slice(1)] };
}
