import { type Expected, expectedFindings } from './expected-findings.ts';

type Target = keyof typeof expectedFindings;

/** Without an administrator to compare with, what calls itself administrative is only suspected. */
const suspected: Expected = {
  pattern: 'scan-count',
  check: 'bfla/privileged-operation',
  operation: 'GET /api/admin/users-count',
  severity: 'high',
  confidence: 'tentative',
};

/** What an active scan finds besides, by writing. */
const written: readonly Expected[] = [
  ...(
    [
      ['change', 'PATCH /api/users/{user_id}', 'critical'],
      ['change', 'PUT /api/users/{user_id}/posts/{post_id}', 'critical'],
      ['delete', 'DELETE /api/users/{user_id}/posts/{post_id}', 'critical'],
      ['account', 'DELETE /api/users/{user_id}', 'critical'],
      ['password', 'PUT /api/users/{user_id}/password', 'critical'],
      ['create', 'POST /api/users/{user_id}/posts', 'high'],
    ] as const
  ).map(
    ([kind, operation, severity]): Expected => ({
      pattern: 'write-by-id',
      check: 'bola/foreign-object-write',
      operation,
      kind,
      severity,
      confidence: 'confirmed',
    }),
  ),
  {
    pattern: 'scan-count',
    check: 'bfla/privileged-write',
    operation: 'PUT /api/admin/users/{user_id}/role',
    severity: 'critical',
    confidence: 'firm',
  },
  {
    pattern: 'mass-assignment',
    check: 'property/mass-assignment',
    operation: 'PUT /api/profile',
    kind: 'update',
    severity: 'high',
    confidence: 'confirmed',
  },
  {
    pattern: 'weak-registration',
    check: 'property/mass-assignment',
    operation: 'POST /api/register',
    kind: 'register',
    severity: 'high',
    confidence: 'confirmed',
  },
  { pattern: 'weak-registration', check: 'auth/weak-password-accepted', severity: 'low', confidence: 'confirmed' },
  {
    pattern: 'jwt-secret',
    check: 'auth/token-survives-logout',
    operation: 'POST /api/logout',
    severity: 'medium',
    confidence: 'confirmed',
  },
  {
    pattern: 'hygiene',
    check: 'auth/account-enumeration',
    operation: 'POST /api/login',
    kind: 'login',
    severity: 'medium',
    confidence: 'confirmed',
  },
  {
    pattern: 'hygiene',
    check: 'auth/no-login-throttle',
    operation: 'POST /api/login',
    severity: 'medium',
    confidence: 'confirmed',
  },
];

/**
 * What the users that a scan registers itself do not show: they sign in with a token and no session cookie, and have
 * no notes of the staff yet.
 */
const unseen: readonly (Pick<Expected, 'check'> & { operation?: string })[] = [
  { check: 'auth/session-forgeable' },
  { check: 'bfla/privileged-operation' },
  { check: 'property/internal-fields', operation: 'GET /api/users/{user_id}' },
  { check: 'property/internal-fields', operation: 'GET /api/users/{user_id}/posts' },
];

/** What `scan --active` reports of a vulnerable twin, with nothing given but its address. */
export function expectedOfActive(target: Target): readonly Expected[] {
  const read = expectedFindings[target].filter(
    ({ check, operation }) =>
      !unseen.some((entry) => entry.check === check && (entry.operation ?? operation) === operation),
  );
  return [...read.map(withoutStaffNotes), suspected, ...written];
}

/** Of a new user the whole item holds less that nobody declared: nothing of it is personal. */
function withoutStaffNotes(expected: Expected): Expected {
  const isWholeUser =
    expected.check === 'property/undeclared-fields' && expected.operation === 'GET /api/users/{user_id}';
  return isWholeUser ? { ...expected, severity: 'info' } : expected;
}
