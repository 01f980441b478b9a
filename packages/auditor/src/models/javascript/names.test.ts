import { expect, test } from 'vitest';
import { audited } from './run-javascript.fixture.ts';

const cases: readonly { name: string; code: string; expected: string }[] = [
  {
    name: 'functions that say who is calling',
    code: `
import express from 'express';
import { store } from 'test-store';
import * as gone from './gone';
const app = express();
app.get('/:id', async (req, res) => {
  const a = await gone.getCurrentUser(req);
  const b = gone.currentUserId();
  const d = gone.verifyToken(req.headers.authorization);
  const e = gone.getUserFromRequest(req);
  const f = await gone.getSession();
  const g = gone.getUserId(req);
  res.json(await store.read({ a: a.id, b, d: d.sub, e: e.id, f: f.user.id, g }));
});
`,
    expected: `
GET /{id}
  read a = me?.id, b = me?, d = me?.sub, e = me?.id, f = me?.user.id, g = me? [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'functions that do not',
    code: `
import express from 'express';
import { store } from 'test-store';
import * as gone from './gone';
const app = express();
app.get('/:id', async (req, res) => {
  const a = await gone.getUserById(req.params.id);
  const b = gone.getCurrentUser(req.query.user);
  const d = gone.formatUser(req);
  const e = gone.getUserId(req.params.id);
  res.json(await store.read({ a: a.id, b: b.id, d: d.id, e }));
});
`,
    expected: `
GET /{id}
  read a = path id.id, b = query user.id, d = server, e = path id
  answer item1
`,
  },
  {
    name: 'questions about the caller',
    code: `
import express from 'express';
import { store } from 'test-store';
import * as gone from './gone';
const app = express();
app.get('/:id', async (req, res) => {
  if (!gone.isOwner(req.user, req.params.id)) return res.sendStatus(403);
  const a = await store.list();
  if (!(await gone.isAdmin(req.user))) return res.sendStatus(403);
  res.json(a);
});
`,
    expected: `
GET /{id}
  list [authenticated, vouched]
  answer item1 [authenticated, privileged, vouched]
`,
  },
  {
    name: 'what throws when somebody may not',
    code: `
import express from 'express';
import { store } from 'test-store';
import * as gone from './gone';
const app = express();
app.get('/:id', async (req, res) => {
  await gone.assertCanAccess(req.user.id, req.params.id);
  res.json(await store.list());
});
`,
    expected: `
GET /{id}
  list [authenticated, vouched]
  answer item1 [authenticated, vouched]
`,
  },
  {
    name: 'a question about something else',
    code: `
import express from 'express';
import { store } from 'test-store';
import * as gone from './gone';
const app = express();
app.get('/:id', async (req, res) => {
  if (!gone.isOwner(req.body.user, req.params.id)) return res.sendStatus(403);
  res.json(await store.list());
});
`,
    expected: `
GET /{id}
  list
  answer item1
`,
  },
  {
    name: 'an answer that is not waited for',
    code: `
import express from 'express';
import { store } from 'test-store';
import * as gone from './gone';
const app = express();
app.get('/:id', async (req, res) => {
  const allowed = gone.canAccess(req.user.id, req.params.id);
  if (allowed) {
    res.json(await store.list());
  } else {
    res.json(await store.list());
  }
});
`,
    expected: `
GET /{id}
  list [authenticated, vouched]
  answer item1 [authenticated, vouched]
  list
  answer item2
`,
  },
];

test.each(cases)('$name', async ({ code, expected }) => {
  expect(await audited(code)).toEqual(expected.trim().split('\n'));
});
