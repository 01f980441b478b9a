import type { Context } from 'hono';

/** One line of the server's log; it names the failure, never the data it happened on. */
export type Log = (entry: { readonly event: string; readonly error: string; readonly path: string }) => void;

export const notFound = (c: Context) => c.json({ error: 'not found' }, 404);
export const badRequest = (c: Context) => c.json({ error: 'bad request' }, 400);
export const unauthorized = (c: Context) => c.json({ error: 'unauthorized' }, 401);
export const forbidden = (c: Context) => c.json({ error: 'forbidden' }, 403);
export const conflict = (c: Context) => c.json({ error: 'user name taken' }, 409);

/** Says after how many seconds to try again (RFC 6585, section 4). */
export function tooManyRequests(c: Context, seconds: number) {
  c.header('Retry-After', String(seconds));
  return c.json({ error: 'too many requests' }, 429);
}

// region: raw-error
/** Answers what the handlers threw: the client learns that it failed, the log learns what. */
export const answerError = (log: Log) => (error: Error, c: Context) => {
  logFailure(error, c, log);
  return c.json({ error: 'internal server error' }, 500);
};
// endregion

// region: debug-mode
// Neither message nor stack: the message of a database error can quote keys and values.
function logFailure(error: Error, c: Context, log: Log) {
  log({ event: 'request failed', error: error.name, path: c.req.routePath });
}
// endregion
