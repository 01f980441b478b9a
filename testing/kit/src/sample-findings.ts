import {
  type Exchange,
  type Finding,
  fingerprint,
  type Headers,
  type ProofRole,
  type ProofStep,
} from '@middlebrick/model';

const target = 'http://127.0.0.1:5000';

interface Answered {
  identity: string;
  path: string;
  status: number;
  body?: unknown;
  method?: string;
  headers?: Headers;
}

let counter = 0;

/** One exchange of the sample, with masked private values and variables in place of credentials. */
export function sampleExchange({ identity, path, status, body, method = 'GET', headers = [] }: Answered): Exchange {
  counter += 1;
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const credential: Headers =
    identity === 'anonymous' ? [] : [['authorization', `Bearer $${identity.toUpperCase()}_TOKEN`]];
  return {
    id: `x${counter}`,
    identity,
    purpose: `${identity} reads`,
    request: { method, url: `${target}${path}`, headers: [['accept', 'application/json'], ...credential] },
    response: {
      status,
      headers: [['content-type', 'application/json'], ['server', 'Werkzeug/3.1.3 Python/3.11.2'], ...headers],
      body: text,
      bytes: text.length,
      truncated: false,
    },
    startedAt: '2026-11-21T09:30:00.000Z',
    milliseconds: 4.2,
  };
}

function step(role: ProofRole, label: string, answered: Answered, shows: string[] = [], note?: string): ProofStep {
  return { role, label, exchange: sampleExchange(answered), shows, ...(note === undefined ? {} : { note }) };
}

const refusal = { error: 'missing authorization header' };
const aliceProfile = {
  user_id: 'alice',
  email: 'a****@example.com',
  ssn: '***-**-6789',
  role: 'member',
  created_at: '2026-11-02T08:12:44Z',
};
const bobProfile = { ...aliceProfile, user_id: 'bob', email: 'b**@example.com', ssn: '***-**-4321' };
const alicePosts = {
  items: [
    { post_id: 'p-1041', author_id: 'alice', title: 'Notes on moving house', body: 'The key is un***************' },
    { post_id: 'p-1042', author_id: 'alice', title: 'Draft', body: 'Dear Doctor, I h***************' },
  ],
  count: 2,
};

const scopedFix = {
  summary: 'Take the key from the verified caller, never from the path, and answer 404 for what is not theirs.',
  stack: 'Flask + DynamoDB',
  snippet: {
    language: 'python',
    code: 'table.get_item(Key={"user_id": current_user_id()})',
  },
  explain: 'middlebrick explain identification-failures --framework flask --datastore dynamodb',
};

function curlAs(variable: string | null, path: string): string {
  const header = variable === null ? '' : `-H "Authorization: Bearer $${variable}" `;
  return `curl ${header}'${target}${path}'`;
}

function foreignRead(
  operation: string,
  paths: { of: string; own: string; missing: string },
  kept: ProofStep[],
): Finding {
  return {
    fingerprint: fingerprint({ check: 'bola/foreign-object-read', operation, parameter: 'user_id' }),
    check: 'bola/foreign-object-read',
    title: "One user can read another user's object",
    message: `bob asked for alice's object with his own credentials and was given the private values that alice sees. Nobody asked whose object it is.`,
    severity: 'critical',
    confidence: 'confirmed',
    category: 'bolaAuthorization',
    places: [{ operation, parameter: 'user_id' }],
    cwe: [639],
    owasp: 'API1:2023',
    cvss: { vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N', score: 7.1 },
    details: {
      object: "alice's profile",
      owner: 'alice, because user_id equals her subject',
      'private values seen': '2 of 2',
    },
    values: [],
    proof: kept,
    replay: { variables: ['BOB_TOKEN'], curl: [curlAs('BOB_TOKEN', paths.of)] },
    remediation: scopedFix,
  };
}

function profileRead(): Finding {
  const shows = ['email', 'ssn'];
  const finding = foreignRead(
    'GET /api/users/{user_id}',
    { of: '/api/users/alice', own: '/api/users/bob', missing: '/api/users/alicf' },
    [
      step(
        'owner',
        'alice (owner)',
        { identity: 'alice', path: '/api/users/alice', status: 200, body: aliceProfile },
        shows,
      ),
      step(
        'other',
        'bob (someone else)',
        { identity: 'bob', path: '/api/users/alice', status: 200, body: aliceProfile },
        shows,
      ),
      step('own', 'bob, his own', { identity: 'bob', path: '/api/users/bob', status: 200, body: bobProfile }),
      step('anonymous', 'anonymous', { identity: 'anonymous', path: '/api/users/alice', status: 401, body: refusal }),
      step('nonexistent', 'bob, an id that does not exist', {
        identity: 'bob',
        path: '/api/users/alicf',
        status: 200,
        body: {},
      }),
    ],
  );
  return {
    ...finding,
    values: [
      { path: 'email', masked: 'a****@example.com', kind: 'email' },
      { path: 'ssn', masked: '***-**-6789', kind: 'social security number' },
    ],
  };
}

function postsRead(): Finding {
  const shows = ['items[].body'];
  const path = '/api/users/alice/posts';
  const finding = foreignRead(
    'GET /api/users/{user_id}/posts',
    { of: path, own: '/api/users/bob/posts', missing: '/api/users/alicf/posts' },
    [
      step('owner', 'alice (owner)', { identity: 'alice', path, status: 200, body: alicePosts }, shows),
      step('other', 'bob (someone else)', { identity: 'bob', path, status: 200, body: alicePosts }, shows),
      step('anonymous', 'anonymous', { identity: 'anonymous', path, status: 401, body: refusal }),
      step('nonexistent', 'bob, an id that does not exist', {
        identity: 'bob',
        path: '/api/users/alicf/posts',
        status: 200,
        body: { items: [], count: 0 },
      }),
    ],
  );
  return { ...finding, values: [{ path: 'items[].body', masked: 'The key is un***************' }] };
}

function weakSecret(): Finding {
  const operation = 'GET /api/profile';
  const shows = ['email', 'ssn'];
  return {
    fingerprint: fingerprint({ check: 'auth/jwt-weak-secret', operation, kind: 'HS256' }),
    check: 'auth/jwt-weak-secret',
    title: 'Tokens are signed with a secret that can be guessed',
    message:
      'The HS256 secret was found in a word list without sending anything. A token forged with it made bob into alice.',
    kind: 'HS256',
    severity: 'critical',
    confidence: 'confirmed',
    category: 'authentication',
    places: [{ operation }],
    cwe: [326, 521],
    owasp: 'API2:2023',
    cvss: { vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N', score: 9.3 },
    details: { algorithm: 'HS256', secret: 'se****, one of the 1,000 most usual', 'claims replaced': 'sub' },
    values: [
      { path: 'email', masked: 'a****@example.com', kind: 'email' },
      { path: 'ssn', masked: '***-**-6789', kind: 'social security number' },
    ],
    proof: [
      step(
        'owner',
        'alice, her own token',
        { identity: 'alice', path: '/api/profile', status: 200, body: aliceProfile },
        shows,
      ),
      step(
        'forged',
        'forged token, sub = alice',
        { identity: 'bob~forged', path: '/api/profile', status: 200, body: aliceProfile },
        shows,
      ),
      step('control', 'forged token, random subject', {
        identity: 'bob~random',
        path: '/api/profile',
        status: 404,
        body: { error: 'no such user' },
      }),
      step('anonymous', 'anonymous', { identity: 'anonymous', path: '/api/profile', status: 401, body: refusal }),
    ],
    replay: {
      variables: ['FORGED_TOKEN'],
      curl: [
        'export FORGED_TOKEN=$(middlebrick token forge --from "$BOB_TOKEN" --secret "$JWT_SECRET" --set sub=alice --expires 300)',
        curlAs('FORGED_TOKEN', '/api/profile'),
      ],
    },
    remediation: {
      summary:
        'Sign with 256 random bits kept outside the code, and end every token that was signed with the old secret.',
      stack: 'Flask',
      snippet: {
        language: 'sh',
        code: 'python -c "import secrets; print(secrets.token_hex(32))"\nexport JWT_SECRET_KEY=…   # from the secret store',
      },
      explain: 'middlebrick explain weak-signing-secrets --framework flask',
    },
  };
}

function missingAuthentication(): Finding {
  const operation = 'GET /api/orders/{order_id}';
  const order = { order_id: 'o-77', customer: 'alice', card_last4: '**42', address: '12 Ha******', total: 129.5 };
  const path = '/api/orders/o-77';
  const shows = ['card_last4', 'address'];
  return {
    fingerprint: fingerprint({ check: 'auth/missing-authentication', operation }),
    check: 'auth/missing-authentication',
    title: 'Private data is served without credentials',
    message:
      'An anonymous request got the same private values as the owner, while the sibling operations refuse anonymous callers.',
    severity: 'high',
    confidence: 'confirmed',
    category: 'authentication',
    places: [{ operation, parameter: 'order_id' }],
    cwe: [306],
    owasp: 'API2:2023',
    cvss: { vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N', score: 8.7 },
    details: { 'sibling that refuses': 'GET /api/orders' },
    values: [
      { path: 'card_last4', masked: '**42', kind: 'card' },
      { path: 'address', masked: '12 Ha******', kind: 'address' },
    ],
    proof: [
      step('owner', 'alice (owner)', { identity: 'alice', path, status: 200, body: order }, shows),
      step('anonymous', 'anonymous', { identity: 'anonymous', path, status: 200, body: order }, shows),
      step('control', 'anonymous, the list', {
        identity: 'anonymous',
        path: '/api/orders',
        status: 401,
        body: refusal,
      }),
    ],
    replay: { variables: [], curl: [curlAs(null, path)] },
    remediation: {
      summary: 'Put the same authentication in front of this route as in front of its siblings.',
      stack: 'Flask',
      snippet: {
        language: 'python',
        code: '@app.get("/api/orders/<order_id>")\n@require_user\ndef order(order_id): ...',
      },
    },
  };
}

function foreignCollection(): Finding {
  const operation = 'GET /api/posts';
  const shows = ['items[].body'];
  const mixed = {
    items: [...alicePosts.items, { post_id: 'p-2001', author_id: 'bob', title: 'Mine', body: 'Only f****' }],
    count: 3,
  };
  return {
    fingerprint: fingerprint({ check: 'bola/foreign-collection', operation }),
    check: 'bola/foreign-collection',
    title: "A list returns other users' private objects",
    message: "bob's list holds two of alice's posts with the text that only she should see.",
    severity: 'high',
    confidence: 'confirmed',
    category: 'bolaAuthorization',
    places: [{ operation }],
    cwe: [863],
    owasp: 'API1:2023',
    cvss: { vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N', score: 7.1 },
    details: { 'foreign items': '2 of 3' },
    values: [{ path: 'items[].body', masked: 'The key is un***************' }],
    proof: [
      step('owner', 'alice (owner of 2)', { identity: 'alice', path: '/api/posts', status: 200, body: mixed }, shows),
      step('other', 'bob (someone else)', { identity: 'bob', path: '/api/posts', status: 200, body: mixed }, shows),
      step('anonymous', 'anonymous', { identity: 'anonymous', path: '/api/posts', status: 401, body: refusal }),
    ],
    replay: { variables: ['BOB_TOKEN'], curl: [curlAs('BOB_TOKEN', '/api/posts')] },
    remediation: {
      ...scopedFix,
      summary: 'Query by the owner (an index keyed by the author), instead of scanning and filtering.',
    },
  };
}

function dynamodbError(): Finding {
  const operation = 'GET /api/notes/{note_id}';
  const path = '/api/notes/%00';
  return {
    fingerprint: fingerprint({
      check: 'data/dynamodb-error',
      operation,
      parameter: 'note_id',
      kind: 'ValidationException',
    }),
    check: 'data/dynamodb-error',
    title: 'Error text gives away the DynamoDB table',
    message: 'A malformed id brings back the text of the AWS SDK with the names of the table and its key.',
    kind: 'ValidationException',
    severity: 'medium',
    confidence: 'confirmed',
    category: 'dataExposure',
    places: [{ operation, parameter: 'note_id' }],
    cwe: [209],
    owasp: 'API8:2023',
    details: { table: 'prod-notes', 'key attributes': 'owner_id, note_id', region: 'eu-central-1' },
    values: [],
    proof: [
      step(
        'observed',
        'bob, a malformed id',
        {
          identity: 'bob',
          path,
          status: 500,
          body: {
            error:
              'An error occurred (ValidationException) when calling the GetItem operation: The provided key element does not match the schema of table prod-notes (owner_id, note_id)',
          },
        },
        [],
        'names the table',
      ),
      step('control', 'bob, a well-formed id', {
        identity: 'bob',
        path: '/api/notes/n-1',
        status: 404,
        body: { error: 'not found' },
      }),
    ],
    replay: { variables: ['BOB_TOKEN'], curl: [curlAs('BOB_TOKEN', path)] },
    remediation: {
      summary: 'Catch ClientError at the edge, log it there, and answer with a fixed text.',
      stack: 'Flask + DynamoDB',
    },
  };
}

function internalFields(): Finding {
  const operation = 'GET /api/notes';
  const body = { items: [{ note_id: 'n-9', pk: 'USER#bob', sk: 'NOTE#n-9', is_deleted: false, text: 'mi**' }] };
  return {
    fingerprint: fingerprint({ check: 'property/internal-fields', operation, kind: 'pk' }),
    check: 'property/internal-fields',
    title: 'Internal properties reach clients',
    message: 'The answer carries the keys of the table (pk, sk) and a housekeeping field (is_deleted).',
    kind: 'pk',
    severity: 'medium',
    confidence: 'firm',
    category: 'propertyAuthorization',
    places: [{ operation }, { operation: 'GET /api/notes/{note_id}' }],
    cwe: [213],
    owasp: 'API3:2023',
    details: { properties: 'pk, sk, is_deleted' },
    values: [],
    proof: [
      step('observed', 'bob, his own list', { identity: 'bob', path: '/api/notes', status: 200, body }, [
        'items[].pk',
        'items[].sk',
      ]),
    ],
    replay: { variables: ['BOB_TOKEN'], curl: [curlAs('BOB_TOKEN', '/api/notes')] },
    remediation: {
      summary: 'Answer with a projection that names its fields, not with the stored item.',
      stack: 'Flask + DynamoDB',
    },
  };
}

function predictableIds(): Finding {
  return {
    fingerprint: fingerprint({
      check: 'bola/predictable-identifiers',
      operation: 'GET /api/orders/{order_id}',
      parameter: 'order_id',
    }),
    check: 'bola/predictable-identifiers',
    title: 'Identifiers can be guessed',
    message:
      'Three order ids were seen and they count upwards. Only tentative: three are few. More objects would decide it.',
    severity: 'low',
    confidence: 'tentative',
    category: 'bolaAuthorization',
    places: [{ operation: 'GET /api/orders/{order_id}', parameter: 'order_id' }],
    cwe: [340],
    owasp: 'API1:2023',
    details: { seen: 'o-75, o-76, o-77', entropy: 'about 7 bits' },
    values: [],
    proof: [],
    replay: { variables: [], curl: [] },
    remediation: { summary: 'Use random identifiers (UUID version 4) beside the owner check, never in its place.' },
  };
}

function cacheHeader(): Finding {
  return {
    fingerprint: fingerprint({ check: 'auth/security-headers', kind: 'cache-control' }),
    check: 'auth/security-headers',
    title: 'Private answers may be kept by caches',
    message: 'No private answer carries Cache-Control: no-store.',
    kind: 'cache-control',
    severity: 'low',
    confidence: 'confirmed',
    category: 'authentication',
    places: [],
    cwe: [525, 693],
    owasp: 'API8:2023',
    details: {},
    values: [],
    proof: [
      step(
        'observed',
        'alice',
        { identity: 'alice', path: '/api/profile', status: 200, body: aliceProfile },
        [],
        'no cache-control header',
      ),
    ],
    replay: {
      variables: ['ALICE_TOKEN'],
      curl: ['curl -sI -H "Authorization: Bearer $ALICE_TOKEN" \'http://127.0.0.1:5000/api/profile\''],
    },
    remediation: { summary: 'Set Cache-Control: no-store on every authenticated answer.', stack: 'Flask' },
  };
}

/** Nine findings of every severity but info and of every confidence; two of them share one root cause. */
export function sampleFindings(): Finding[] {
  counter = 0;
  return [
    weakSecret(),
    profileRead(),
    postsRead(),
    missingAuthentication(),
    foreignCollection(),
    dynamodbError(),
    internalFields(),
    cacheHeader(),
    predictableIds(),
  ];
}
