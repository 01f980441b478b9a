// The tenant of a request is kept for whoever asks later.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { NextFunction, Request, Response } from 'express';

const storage = new AsyncLocalStorage<{ tenantId: string }>();

export function withTenant(req: Request, _res: Response, next: NextFunction) {
  const tenantId = String(req.headers['x-tenant-id']); // expect code/identity-from-client-header
  storage.run({ tenantId }, next);
}

export function currentTenant(): string {
  const store = storage.getStore();
  if (!store) throw new Error('no tenant in this context');
  return store.tenantId;
}
