// The tenant of a request is that of its verified token.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { NextFunction, Response } from 'express';
import type { Request } from 'express-jwt';

const storage = new AsyncLocalStorage<{ tenantId: string }>();

export function withTenant(req: Request, res: Response, next: NextFunction) {
  const tenantId = req.auth?.tenantId;
  if (!tenantId) {
    res.status(403).json({ error: 'forbidden' });
    return;
  }
  storage.run({ tenantId }, next);
}

export function currentTenant(): string {
  const store = storage.getStore();
  if (!store) throw new Error('no tenant in this context');
  return store.tenantId;
}
