import type { ArticleSlug, RegionId } from './regions.ts';

/** One repair, as an article describes it. */
export interface Remedy {
  id: string;
  article: ArticleSlug;
  section: string;
  regions: readonly RegionId[];
  /** Names of the policies shown, for a repair that is not made in code. */
  policies?: readonly string[];
}

/** The repairs of the two articles. */
export const remedies: readonly Remedy[] = [
  {
    id: 'verified-caller',
    article: 'identification-failures',
    section: 'establish-the-caller-once',
    regions: ['verified-identity', 'jwt-secret', 'session-secret'],
  },
  {
    id: 'key-is-caller',
    article: 'identification-failures',
    section: 'take-the-key-from-the-caller',
    regions: ['identity-header'],
  },
  {
    id: 'caller-in-key-condition',
    article: 'identification-failures',
    section: 'put-the-caller-into-the-key-condition',
    regions: ['client-side-filter', 'posts-by-id'],
  },
  {
    id: 'child-by-both-keys',
    article: 'identification-failures',
    section: 'ask-for-the-child-by-both-keys',
    regions: ['nested-post'],
  },
  {
    id: 'owner-in-index',
    article: 'identification-failures',
    section: 'give-the-index-an-owner',
    regions: ['topic-index'],
  },
  {
    id: 'bound-cursor',
    article: 'identification-failures',
    section: 'bind-the-cursor-to-its-owner',
    regions: ['raw-cursor'],
  },
  {
    id: 'canonical-identifier',
    article: 'identification-failures',
    section: 'compare-one-spelling-of-the-id',
    regions: ['canonical-id', 'profile-by-id'],
  },
  {
    id: 'listed-changes',
    article: 'identification-failures',
    section: 'list-the-fields-that-may-change',
    regions: ['mass-assignment'],
  },
  {
    id: 'no-broad-scan',
    article: 'identification-failures',
    section: 'scan-for-administrators-only-and-to-the-end',
    regions: ['scan-count'],
  },
  {
    id: 'scoped-query',
    article: 'data-exposure',
    section: 'query-the-partition-of-the-caller',
    regions: ['identity-header', 'topic-index'],
  },
  {
    id: 'projection',
    article: 'data-exposure',
    section: 'read-only-what-is-shown',
    regions: ['scan-count'],
  },
  {
    id: 'listed-response',
    article: 'data-exposure',
    section: 'list-the-fields-that-may-leave',
    regions: ['whole-item'],
  },
  {
    id: 'least-privilege',
    article: 'data-exposure',
    section: 'a-role-that-reads-the-rows-of-one-caller',
    regions: [],
    policies: ['own-rows', 'caller-trust', 'service-role', 'count-only'],
  },
  {
    id: 'quiet-errors',
    article: 'data-exposure',
    section: 'say-nothing-in-errors-and-log-enough',
    regions: ['raw-error'],
  },
  {
    id: 'no-debugger',
    article: 'data-exposure',
    section: 'keep-the-debugger-out',
    regions: ['debug-mode'],
  },
  {
    id: 'secrets-from-outside',
    article: 'data-exposure',
    section: 'take-secrets-from-outside',
    regions: ['session-secret'],
  },
];

/** One question that an article answers. */
export interface Question {
  id: string;
  article: ArticleSlug;
  section: string;
}

/** The questions of the two articles. */
export const questions: readonly Question[] = [
  {
    id: 'how-to-test',
    article: 'identification-failures',
    section: 'how-do-i-test-a-flask-and-dynamodb-service-for-this',
  },
  {
    id: 'iam-enough',
    article: 'identification-failures',
    section: 'do-iam-policies-not-solve-this',
  },
  {
    id: 'projection-enough',
    article: 'data-exposure',
    section: 'is-a-projection-expression-enough',
  },
  {
    id: 'error-as-exposure',
    article: 'data-exposure',
    section: 'what-can-an-error-message-give-away',
  },
];
