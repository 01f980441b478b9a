// Ranks are compared before accounts are listed and suspended; the search was mounted beside the guard.
import { Router } from 'express';
import { atLeast, authenticated } from './ranks.ts';
import { byEmailPrefix, everyone, suspend } from './accounts.ts';

export const admin = Router();
admin.use(authenticated);

admin.get('/accounts', atLeast('support'), async (_req, res) => {
  res.json(await everyone());
});

admin.post('/accounts/:id/suspend', atLeast('manager'), async (req, res) => {
  await suspend(req.params.id);
  res.sendStatus(204);
});

admin.get('/accounts/search', async (req, res) => {
  res.json(await byEmailPrefix(String(req.query.q ?? '')));
});
