import type { ArticleSlug, RegionId } from './regions.ts';

/** What of a hardened target to quote: a region, or one declaration of it. */
export interface Quote {
  region: RegionId;
  /** Name of the one function, class or constant to quote. */
  only?: string;
}

/** The repair for the findings of some checks on a recognised stack. */
export interface Repair {
  checks: readonly string[];
  article: ArticleSlug;
  section: string;
  /** What to do: one or two sentences. */
  fix: string;
  flask: Quote;
  node: Quote;
}

export const repairs: readonly Repair[] = [
  {
    checks: ['bola/foreign-object-read', 'bola/tenant-crossing', 'bola/batch-mixed-ownership'],
    article: 'identification-failures',
    section: 'compare-one-spelling-of-the-id',
    fix: 'Take the key from the verified caller, not from the path. Answer every other id like a missing one, before anything is read.',
    flask: { region: 'profile-by-id' },
    node: { region: 'profile-by-id' },
  },
  {
    checks: ['bola/foreign-collection'],
    article: 'identification-failures',
    section: 'give-the-index-an-owner',
    fix: 'Make the owner part of the partition key of the index, and query it with the verified caller.',
    flask: { region: 'topic-index' },
    node: { region: 'topic-index' },
  },
  {
    checks: ['bola/owner-filter-override', 'auth/identity-parameter-trust'],
    article: 'identification-failures',
    section: 'put-the-caller-into-the-key-condition',
    fix: 'Query the partition of the verified caller, and drop the parameter that names an owner.',
    flask: { region: 'client-side-filter' },
    node: { region: 'client-side-filter' },
  },
  {
    checks: ['bola/nested-parent-mismatch'],
    article: 'identification-failures',
    section: 'ask-for-the-child-by-both-keys',
    fix: 'Read the child by both keys, the first of which is the verified caller. A child of somebody else is then not there.',
    flask: { region: 'nested-post' },
    node: { region: 'nested-post' },
  },
  {
    checks: ['bola/identifier-variants', 'bola/existence-oracle'],
    article: 'identification-failures',
    section: 'compare-one-spelling-of-the-id',
    fix: 'Bring the id into its one canonical spelling, compare that with the verified caller before the read, and give one answer to all others.',
    flask: { region: 'canonical-id' },
    node: { region: 'canonical-id' },
  },
  {
    checks: ['bola/predictable-identifiers'],
    article: 'identification-failures',
    section: 'compare-one-spelling-of-the-id',
    fix: 'Use random UUIDs and accept no other spelling. That stops guessing; it does not replace the question whose object it is.',
    flask: { region: 'canonical-id', only: 'canonical_id' },
    node: { region: 'canonical-id', only: 'canonicalId' },
  },
  {
    checks: ['bola/cursor-tampering'],
    article: 'identification-failures',
    section: 'bind-the-cursor-to-its-owner',
    fix: 'Authenticate the cursor, bind it to its owner, and take the partition from the verified caller in any case.',
    flask: { region: 'raw-cursor' },
    node: { region: 'raw-cursor', only: 'createCursors' },
  },
  {
    checks: [
      'auth/missing-authentication',
      'auth/declared-not-enforced',
      'auth/method-bypass',
      'bola/unprotected-path-parameter',
    ],
    article: 'identification-failures',
    section: 'establish-the-caller-once',
    fix: 'Establish the caller from a verified token in one place, and let no handler start without it.',
    flask: { region: 'verified-identity', only: 'current_user' },
    node: { region: 'verified-identity', only: 'requireCaller' },
  },
  {
    checks: ['auth/identity-header-trust'],
    article: 'identification-failures',
    section: 'take-the-key-from-the-caller',
    fix: 'Take the caller from the verified token. No header that a client can set says who it is.',
    flask: { region: 'identity-header' },
    node: { region: 'identity-header' },
  },
  {
    checks: [
      'auth/jwt-alg-none',
      'auth/jwt-signature-not-verified',
      'auth/jwt-algorithm-confusion',
      'auth/jwt-header-injection',
      'auth/jwt-expired-accepted',
    ],
    article: 'identification-failures',
    section: 'establish-the-caller-once',
    fix: 'Verify each token with one key and one pinned algorithm, and require issuer, audience and expiry.',
    flask: { region: 'jwt-secret', only: 'verify_token' },
    node: { region: 'jwt-secret', only: 'createTokens' },
  },
  {
    checks: ['auth/jwt-weak-secret', 'auth/jwt-missing-claims', 'auth/jwt-sensitive-claims'],
    article: 'identification-failures',
    section: 'establish-the-caller-once',
    fix: 'Sign with at least 32 random bytes from outside the code. Put ids, issuer, audience and a short expiry into the token, and nothing else.',
    flask: { region: 'jwt-secret', only: 'issue_token' },
    node: { region: 'jwt-secret', only: 'createTokens' },
  },
  {
    checks: ['auth/session-forgeable'],
    article: 'identification-failures',
    section: 'establish-the-caller-once',
    fix: 'Sign sessions with at least 32 random bytes from outside the code, let them end, and set HttpOnly, SameSite and, behind TLS, Secure.',
    flask: { region: 'session-secret' },
    node: { region: 'session-secret', only: 'createSessions' },
  },
  {
    checks: ['bfla/privileged-operation', 'bfla/policy-violation'],
    article: 'identification-failures',
    section: 'scan-for-administrators-only-and-to-the-end',
    fix: 'Ask for the role of the verified caller where the route is, and refuse everybody else.',
    flask: { region: 'scan-count' },
    // The handler of this twin counts only; who may call it is said by the middleware of its route.
    node: { region: 'verified-identity', only: 'requireAdmin' },
  },
  {
    checks: [
      'property/internal-fields',
      'property/undeclared-fields',
      'property/field-selection',
      'property/foreign-private-fields',
      'bfla/role-field-exposure',
      'data/credential-in-response',
      'data/secret-in-response',
      'data/personal-data',
      'data/dynamodb-item',
      'data/over-exposure-in-list',
    ],
    article: 'data-exposure',
    section: 'list-the-fields-that-may-leave',
    fix: 'Name the fields that may leave, one list for each kind of response. What is not listed stays in the table.',
    flask: { region: 'whole-item' },
    node: { region: 'whole-item' },
  },
  {
    checks: ['data/dynamodb-error', 'data/error-detail'],
    article: 'data-exposure',
    section: 'say-nothing-in-errors-and-log-enough',
    fix: 'Answer every unexpected error with one fixed text, and log its type and the route instead of its message.',
    flask: { region: 'raw-error' },
    node: { region: 'raw-error' },
  },
  {
    checks: ['data/log-exposed'],
    article: 'data-exposure',
    section: 'say-nothing-in-errors-and-log-enough',
    fix: 'Take the log off the network, and write no item, token or error message into it.',
    flask: { region: 'raw-error' },
    node: { region: 'debug-mode' },
  },
  {
    checks: ['data/debug-mode'],
    article: 'data-exposure',
    section: 'keep-the-debugger-out',
    fix: 'Turn debug mode off where users are, in the settings that the deployment loads.',
    flask: { region: 'debug-mode' },
    node: { region: 'raw-error' },
  },
];
