import type { ArticleSlug, RegionId } from './regions.ts';

/** One way in which a service gets it wrong, as an article describes it and as a scan reports it. */
export interface Pattern {
  id: string;
  /** The words of the table in the article. */
  title: string;
  article: ArticleSlug;
  /** Anchor of the section that describes it. */
  section: string;
  /** Where it is shown in code; empty when no line of the service is at fault. */
  regions: readonly RegionId[];
  /** Id of the check that reports it; null when a scan cannot tell. */
  check: string | null;
  /** Why a scan cannot tell; given when there is no check. */
  why?: string;
  /** The operation of the vulnerable targets on which it is reported; absent for the target as a whole. */
  operation?: string;
}

/** The catalogue of patterns of the two articles. */
export const patterns: readonly Pattern[] = [
  {
    id: 'object-by-path-id',
    title: 'The id in the path is the key',
    article: 'identification-failures',
    section: 'the-id-in-the-path-is-the-key',
    regions: ['profile-by-id'],
    check: 'bola/foreign-object-read',
    operation: 'GET /api/users/{user_id}',
  },
  {
    id: 'query-by-path-id',
    title: 'The id in the path is the partition',
    article: 'identification-failures',
    section: 'the-id-in-the-path-is-the-partition',
    regions: ['posts-by-id'],
    check: 'bola/foreign-object-read',
    operation: 'GET /api/users/{user_id}/posts',
  },
  {
    id: 'predictable-keys',
    title: 'Keys that can be counted',
    article: 'identification-failures',
    section: 'keys-that-can-be-counted',
    regions: ['profile-by-id'],
    check: 'bola/predictable-identifiers',
  },
  {
    id: 'unchecked-child',
    title: 'The parent is checked, the child is not',
    article: 'identification-failures',
    section: 'the-parent-is-checked-the-child-is-not',
    regions: ['nested-post'],
    check: 'bola/nested-parent-mismatch',
    operation: 'GET /api/users/{user_id}/posts/{post_id}',
  },
  {
    id: 'filter-after-read',
    title: 'Rows are filtered after they are read',
    article: 'identification-failures',
    section: 'rows-are-filtered-after-they-are-read',
    regions: ['client-side-filter'],
    check: 'bola/owner-filter-override',
    operation: 'GET /api/posts',
  },
  {
    id: 'index-without-owner',
    title: 'An index that does not know the owner',
    article: 'identification-failures',
    section: 'an-index-that-does-not-know-the-owner',
    regions: ['topic-index'],
    check: 'bola/foreign-collection',
    operation: 'GET /api/topics/{topic}/posts',
  },
  {
    id: 'cursor-names-partition',
    title: 'A cursor that names the partition',
    article: 'identification-failures',
    section: 'a-cursor-that-names-the-partition',
    regions: ['raw-cursor'],
    check: 'bola/cursor-tampering',
    operation: 'GET /api/feed',
  },
  {
    id: 'identity-from-header',
    title: 'A header says who is calling',
    article: 'identification-failures',
    section: 'a-header-says-who-is-calling',
    regions: ['identity-header'],
    check: 'auth/identity-header-trust',
    operation: 'GET /api/profile',
  },
  {
    id: 'guessable-token-secret',
    title: 'A token that anybody can sign',
    article: 'identification-failures',
    section: 'a-token-or-session-that-anybody-can-sign',
    regions: ['jwt-secret'],
    check: 'auth/jwt-weak-secret',
  },
  {
    id: 'guessable-session-secret',
    title: 'A session that anybody can sign',
    article: 'identification-failures',
    section: 'a-token-or-session-that-anybody-can-sign',
    regions: ['session-secret'],
    check: 'auth/session-forgeable',
    operation: 'GET /api/session',
  },
  {
    id: 'body-becomes-update',
    title: 'The body becomes the update',
    article: 'identification-failures',
    section: 'the-body-becomes-the-update',
    regions: ['mass-assignment'],
    check: null,
    why: 'tested by hand, since a scan only reads',
    operation: 'PUT /api/profile',
  },
  {
    id: 'administration-for-everybody',
    title: "An administrator's route for everybody",
    article: 'identification-failures',
    section: 'an-administrators-route-for-everybody',
    regions: ['scan-count'],
    check: 'bfla/privileged-operation',
    operation: 'GET /api/admin/users-count',
  },
  {
    id: 'rows-of-others',
    title: 'Rows of somebody else',
    article: 'data-exposure',
    section: 'rows-of-somebody-else',
    regions: ['posts-by-id', 'topic-index'],
    check: 'bola/foreign-collection',
    operation: 'GET /api/topics/{topic}/posts',
  },
  {
    id: 'whole-item',
    title: 'The whole item is the response',
    article: 'data-exposure',
    section: 'the-whole-item-is-the-response',
    regions: ['whole-item'],
    check: 'property/internal-fields',
    operation: 'GET /api/users/{user_id}',
  },
  {
    id: 'password-hash-in-response',
    title: 'The password hash leaves with it',
    article: 'data-exposure',
    section: 'the-whole-item-is-the-response',
    regions: ['whole-item'],
    check: 'data/credential-in-response',
    operation: 'GET /api/users/{user_id}',
  },
  {
    id: 'undeclared-attributes',
    title: 'Attributes that no schema declares',
    article: 'data-exposure',
    section: 'the-whole-item-is-the-response',
    regions: ['whole-item'],
    check: 'property/undeclared-fields',
    operation: 'GET /api/users/{user_id}',
  },
  {
    id: 'raw-database-error',
    title: 'The error describes the table',
    article: 'data-exposure',
    section: 'the-error-describes-the-table',
    regions: ['raw-error'],
    check: 'data/dynamodb-error',
    operation: 'GET /api/feed',
  },
  {
    id: 'debug-mode',
    title: 'The debugger answers',
    article: 'data-exposure',
    section: 'the-debugger-answers',
    regions: ['debug-mode'],
    check: 'data/debug-mode',
    operation: 'GET /api/feed',
  },
  {
    id: 'secret-in-source',
    title: 'Secrets in the source',
    article: 'data-exposure',
    section: 'secrets-in-the-source',
    regions: ['session-secret', 'jwt-secret'],
    check: 'auth/session-forgeable',
    operation: 'GET /api/session',
  },
  {
    id: 'role-reads-everything',
    title: 'A role that may read everything',
    article: 'data-exposure',
    section: 'a-role-that-may-read-everything',
    regions: [],
    check: null,
    why: 'seen in the policy, not in an answer',
  },
];
