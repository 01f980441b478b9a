import type { Context } from 'hono';

// region: raw-error
const isDatabaseError = (error: Error) => '$metadata' in error;

const databaseError = (error: Error, c: Context) => c.json({ error: `${error.name}: ${error.message}` }, 500);
// endregion

// region: debug-mode
const debugPage = (error: Error, c: Context) => c.json({ message: error.message, stack: error.stack }, 500);
// endregion

/** Answers what the handlers threw. */
export const answerError = (error: Error, c: Context) =>
  isDatabaseError(error) ? databaseError(error, c) : debugPage(error, c);

export const notFound = (c: Context) => c.json({ error: 'not found' }, 404);
export const badRequest = (c: Context) => c.json({ error: 'bad request' }, 400);
export const conflict = (c: Context) => c.json({ error: 'user name taken' }, 409);
