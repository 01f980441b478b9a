import type { CweId, Severity } from '@middlebrick/model';
import type { ArticleSlug } from './regions.ts';

/** A row of the table of weaknesses of an article. */
export interface Weakness {
  cwe: CweId;
  article: ArticleSlug;
  /** How bad it is at its worst in this stack. */
  rating: Severity;
  /** What it looks like in this stack: one or two sentences. */
  here: string;
  /** Anchor of the section that treats it. */
  section: string;
  /** Id of the check that reports it; null when a scan cannot tell. */
  check: string | null;
}

export const weaknesses: readonly Weakness[] = [
  {
    cwe: 639,
    article: 'identification-failures',
    rating: 'critical',
    here: 'A path, query or cursor value becomes the key of a read or write.',
    section: 'the-id-in-the-path-is-the-key',
    check: 'bola/foreign-object-read',
  },
  {
    cwe: 863,
    article: 'identification-failures',
    rating: 'high',
    here: 'There is a check, of the wrong thing: the parent instead of the child, the topic instead of the owner.',
    section: 'an-index-that-does-not-know-the-owner',
    check: 'bola/foreign-collection',
  },
  {
    cwe: 862,
    article: 'identification-failures',
    rating: 'critical',
    here: 'A signed-in caller is enough for a route that is meant for administrators.',
    section: 'an-administrators-route-for-everybody',
    check: 'bfla/privileged-operation',
  },
  {
    cwe: 290,
    article: 'identification-failures',
    rating: 'critical',
    here: '`X-User-Id` is taken for the caller.',
    section: 'a-header-says-who-is-calling',
    check: 'auth/identity-header-trust',
  },
  {
    cwe: 326,
    article: 'identification-failures',
    rating: 'critical',
    here: 'The HMAC key of the tokens is a word from a dictionary.',
    section: 'a-token-or-session-that-anybody-can-sign',
    check: 'auth/jwt-weak-secret',
  },
  {
    cwe: 798,
    article: 'identification-failures',
    rating: 'critical',
    here: '`SECRET_KEY` is a constant in the repository.',
    section: 'a-token-or-session-that-anybody-can-sign',
    check: 'auth/session-forgeable',
  },
  {
    cwe: 915,
    article: 'identification-failures',
    rating: 'high',
    here: 'The fields of the body are the attributes of the update, `role` and `tenant_id` among them.',
    section: 'the-body-becomes-the-update',
    check: null,
  },
  {
    cwe: 340,
    article: 'identification-failures',
    rating: 'medium',
    here: 'Sequential ids or e-mail addresses are the partition keys.',
    section: 'keys-that-can-be-counted',
    check: 'bola/predictable-identifiers',
  },
  {
    cwe: 200,
    article: 'data-exposure',
    rating: 'high',
    here: 'Items of one user reach another: a query or index is keyed by something that the client chose.',
    section: 'rows-of-somebody-else',
    check: 'bola/foreign-collection',
  },
  {
    cwe: 209,
    article: 'data-exposure',
    rating: 'medium',
    here: '`str(error)` of a `ClientError` is the answer: operation, key attributes, indexes, at worst the ARN of the role. High with an ARN.',
    section: 'the-error-describes-the-table',
    check: 'data/dynamodb-error',
  },
  {
    cwe: 213,
    article: 'data-exposure',
    rating: 'high',
    here: 'The table holds what the back office needs, the route returns what the table holds.',
    section: 'the-whole-item-is-the-response',
    check: 'property/internal-fields',
  },
  {
    cwe: 215,
    article: 'data-exposure',
    rating: 'critical',
    here: '`DEBUG = True` in front of users: source lines and paths, and a Python console behind a PIN. Medium where only traces are shown.',
    section: 'the-debugger-answers',
    check: 'data/debug-mode',
  },
  {
    cwe: 312,
    article: 'data-exposure',
    rating: 'high',
    here: '`ssn` is stored as it was typed. Encryption at rest protects the disk, not the item: whoever may read it reads it in clear.',
    section: 'personal-data-in-clear',
    check: 'property/internal-fields',
  },
  {
    cwe: 359,
    article: 'data-exposure',
    rating: 'high',
    here: 'E-mail, phone and `ssn` of a user reach another one.',
    section: 'the-whole-item-is-the-response',
    check: 'data/personal-data',
  },
  {
    cwe: 522,
    article: 'data-exposure',
    rating: 'critical',
    here: '`password_hash` is an attribute of the item, and the item is the response.',
    section: 'the-whole-item-is-the-response',
    check: 'data/credential-in-response',
  },
  {
    cwe: 532,
    article: 'data-exposure',
    rating: 'medium',
    here: 'Tracebacks, items and tokens are written to the log; the message of a database error can quote keys and values.',
    section: 'logs-that-repeat-the-data',
    check: 'data/log-exposed',
  },
  {
    cwe: 538,
    article: 'data-exposure',
    rating: 'high',
    here: 'A `.env`, `zappa_settings.json` or `.aws/credentials` lies below the folder that is served.',
    section: 'secrets-in-the-source',
    check: 'data/exposed-file',
  },
  {
    cwe: 540,
    article: 'data-exposure',
    rating: 'high',
    here: '`SECRET_KEY = "dev"` and `JWT_SECRET = "secret"` are in the repository, and so with everybody who ever cloned it.',
    section: 'secrets-in-the-source',
    check: 'auth/session-forgeable',
  },
];
