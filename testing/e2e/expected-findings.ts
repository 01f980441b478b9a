/** One finding that a scan of a vulnerable twin must report, no more and no less. */
export interface Expected {
  /** The pattern of the articles that it reports, by the region of the target's code. */
  pattern: string;
  check: string;
  /** The operation; left out for findings about many operations at once. */
  operation?: string;
  kind?: string;
  severity: 'critical' | 'high' | 'medium' | 'low' | 'info';
  confidence: 'confirmed' | 'firm' | 'tentative';
}

/** What both vulnerable twins show, written by hand from their patterns. */
const common: readonly Expected[] = [
  {
    pattern: 'profile-by-id',
    check: 'bola/foreign-object-read',
    operation: 'GET /api/users/{user_id}',
    severity: 'critical',
    confidence: 'confirmed',
  },
  {
    pattern: 'posts-by-id',
    check: 'bola/foreign-object-read',
    operation: 'GET /api/users/{user_id}/posts',
    severity: 'high',
    confidence: 'confirmed',
  },
  {
    pattern: 'nested-post',
    check: 'bola/nested-parent-mismatch',
    operation: 'GET /api/users/{user_id}/posts/{post_id}',
    severity: 'high',
    confidence: 'confirmed',
  },
  {
    pattern: 'client-side-filter',
    check: 'bola/owner-filter-override',
    operation: 'GET /api/posts',
    severity: 'high',
    confidence: 'confirmed',
  },
  {
    pattern: 'topic-index',
    check: 'bola/foreign-collection',
    operation: 'GET /api/topics/{topic}/posts',
    severity: 'high',
    confidence: 'confirmed',
  },
  {
    pattern: 'raw-cursor',
    check: 'bola/cursor-tampering',
    operation: 'GET /api/feed',
    severity: 'high',
    confidence: 'confirmed',
  },
  {
    pattern: 'profile-by-id',
    check: 'bola/predictable-identifiers',
    kind: 'user_id',
    severity: 'low',
    confidence: 'confirmed',
  },
  {
    pattern: 'posts-by-id',
    check: 'bola/predictable-identifiers',
    kind: 'post_id',
    severity: 'low',
    confidence: 'confirmed',
  },
  {
    pattern: 'scan-count',
    check: 'bfla/privileged-operation',
    operation: 'GET /api/admin/users-count',
    severity: 'high',
    confidence: 'confirmed',
  },
  {
    pattern: 'identity-header',
    check: 'auth/identity-header-trust',
    operation: 'GET /api/profile',
    kind: 'X-User-Id',
    severity: 'critical',
    confidence: 'confirmed',
  },
  { pattern: 'jwt-secret', check: 'auth/jwt-weak-secret', severity: 'critical', confidence: 'confirmed' },
  {
    pattern: 'jwt-secret',
    check: 'auth/jwt-missing-claims',
    kind: 'endless',
    severity: 'medium',
    confidence: 'confirmed',
  },
  {
    pattern: 'session-secret',
    check: 'auth/session-forgeable',
    operation: 'GET /api/session',
    kind: 'session',
    severity: 'critical',
    confidence: 'confirmed',
  },
  {
    pattern: 'whole-item',
    check: 'data/credential-in-response',
    operation: 'GET /api/users/{user_id}',
    kind: 'password_hash',
    severity: 'critical',
    confidence: 'confirmed',
  },
  {
    pattern: 'whole-item',
    check: 'property/internal-fields',
    operation: 'GET /api/users/{user_id}',
    severity: 'medium',
    confidence: 'firm',
  },
  {
    pattern: 'whole-item',
    check: 'property/internal-fields',
    operation: 'GET /api/users/{user_id}/posts',
    severity: 'medium',
    confidence: 'firm',
  },
  {
    pattern: 'whole-item',
    check: 'property/internal-fields',
    operation: 'GET /api/topics/{topic}/posts',
    severity: 'medium',
    confidence: 'firm',
  },
  {
    pattern: 'whole-item',
    check: 'property/undeclared-fields',
    operation: 'GET /api/users/{user_id}',
    severity: 'medium',
    confidence: 'confirmed',
  },
  {
    pattern: 'whole-item',
    check: 'property/undeclared-fields',
    operation: 'GET /api/users/{user_id}/posts',
    severity: 'info',
    confidence: 'confirmed',
  },
  {
    pattern: 'whole-item',
    check: 'property/undeclared-fields',
    operation: 'GET /api/topics/{topic}/posts',
    severity: 'info',
    confidence: 'confirmed',
  },
  {
    pattern: 'raw-error',
    check: 'data/dynamodb-error',
    operation: 'GET /api/feed',
    kind: 'ValidationException',
    severity: 'medium',
    confidence: 'confirmed',
  },
  {
    pattern: 'raw-error',
    check: 'data/dynamodb-error',
    operation: 'GET /api/users/{user_id}',
    kind: 'ValidationException',
    severity: 'medium',
    confidence: 'confirmed',
  },
  { pattern: 'hygiene', check: 'auth/challenge-missing', severity: 'info', confidence: 'confirmed' },
  { pattern: 'hygiene', check: 'auth/security-headers', severity: 'low', confidence: 'confirmed' },
  {
    pattern: 'hygiene',
    check: 'data/cacheable-private',
    kind: 'unspecified',
    severity: 'info',
    confidence: 'confirmed',
  },
];

export const expectedFindings: Readonly<Record<'hono-dynamodb' | 'flask-dynamodb', readonly Expected[]>> = {
  'hono-dynamodb': [
    ...common,
    {
      pattern: 'debug-mode',
      check: 'data/error-detail',
      operation: 'GET /api/feed',
      kind: 'node-stack',
      severity: 'medium',
      confidence: 'confirmed',
    },
  ],
  'flask-dynamodb': [
    ...common,
    {
      pattern: 'debug-mode',
      check: 'data/debug-mode',
      operation: 'GET /api/feed',
      kind: 'werkzeug-debugger',
      severity: 'critical',
      confidence: 'confirmed',
    },
  ],
};
