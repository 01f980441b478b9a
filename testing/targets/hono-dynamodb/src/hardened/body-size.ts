import { createMiddleware } from 'hono/factory';
import type { Environment } from '../environment.ts';

const LARGEST_BODY = 16 * 1024;

/** Refuses bodies that are too large, or whose size is not announced, before a byte of them is read. */
export const limitBodies = createMiddleware<Environment>(async (c, next) => {
  if (c.req.header('transfer-encoding') !== undefined) return c.json({ error: 'length required' }, 411);
  const length = Number(c.req.header('content-length') ?? 0);
  if (length > LARGEST_BODY) return c.json({ error: 'request body too large' }, 413);
  return next();
});
