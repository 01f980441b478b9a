import type { MiddlewareHandler } from 'hono';
import { serveStatic as serveFrom } from 'hono/serve-static';
import { notes } from './notes-api.ts';

/*
 * What the handlers of pages find around them: an environment, files, a table and a log. All of it is made up and in
 * memory.
 */

/** In parts, so that nobody takes it for a key that leaked. */
const paymentKeys = {
  STRIPE_SECRET_KEY: ['sk', 'live', '51Hx9aKq2ZtB7vNcR4mYwE8p'].join('_'),
  STRIPE_PUBLISHABLE_KEY: ['pk', 'live', '51Hx9aKq2ZtB7vNcR4mYwE8p'].join('_'),
};

/** `process` of a deployment whose environment holds a strong signing key and those of a payment provider. */
export function processOf(signingKey: string): { env: Readonly<Record<string, string>> } {
  return { env: { JWT_SECRET: signingKey, ...paymentKeys } };
}

const files: ReadonlyMap<string, string> = new Map([
  ['.env', `JWT_SECRET=from-the-vault\nSTRIPE_SECRET_KEY=${paymentKeys.STRIPE_SECRET_KEY}\n`],
  ['public/terms.txt', 'These are the terms under which notes are kept.\n'],
  [
    'app.log',
    [
      '2026-01-05T08:00:01Z INFO server listens on port 8080',
      '2026-01-05T08:03:14Z INFO GET /notes/n-7f31c9 200 alice',
      '2026-01-05T08:03:15Z WARNING GET /notes/n-51e6aa 404 alice',
    ].join('\n'),
  ],
]);

/** The text of a file of the deployment: `.env`, `app.log`, `public/terms.txt`. Rejects for any other. */
export async function readFile(path: string): Promise<string> {
  const text = files.get(path);
  if (text === undefined) throw new Error(`no such file: ${path}`);
  return text;
}

/** The middleware of hono that serves the same files; others are left to the next route. */
export function serveStatic(options: { root: string }): MiddlewareHandler {
  return serveFrom({ ...options, getContent: async (path) => files.get(path.replace(/^\.\//, '')) ?? null });
}

/** The notes in a DynamoDB table; `query` answers, and fails, as the document client of its SDK does. */
export const notesTable = {
  async query({ owner, limit = 20 }: { owner: string; limit?: number }) {
    if (!(limit >= 1)) throw new ValidationException(limit);
    const own = notes.filter((note) => note.owner_id === owner);
    const Items = own.slice(0, limit).map((note) => ({ pk: `USER#${owner}`, sk: `NOTE#${note.id}`, ...note }));
    const last = own.length > Items.length ? Items.at(-1) : undefined;
    return {
      Items,
      Count: Items.length,
      ScannedCount: notes.length,
      ...(last === undefined ? {} : { LastEvaluatedKey: { pk: last.pk, sk: last.sk } }),
    };
  },
};

class ValidationException extends Error {
  override readonly name = 'ValidationException';
  constructor(limit: number) {
    super(
      `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: ` +
        'Member must have value greater than or equal to 1',
    );
  }
}

/** A log that keeps errors away from the caller: `error` gives the reference under which one stands in it. */
export const log = {
  error: (_: unknown): string => 'e-5f0c21',
};
