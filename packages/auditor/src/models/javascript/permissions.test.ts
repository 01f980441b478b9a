import { expect, test } from 'vitest';
import { audited } from './run-javascript.fixture.ts';

const cases: readonly { name: string; code: string; expected: string }[] = [
  {
    name: 'middlewares that ask who is calling',
    code: `
import express from 'express';
import { store } from 'test-store';
const app = express();
import passport from 'passport';
import { expressjwt } from 'express-jwt';
import { auth, requiredScopes, claimIncludes } from 'express-oauth2-jwt-bearer';
import * as oidc from 'express-openid-connect';
import Keycloak from 'keycloak-connect';
import { requireAuth, clerkMiddleware } from '@clerk/express';
const keycloak = new Keycloak({});
app.get('/passport', passport.authenticate('jwt', { session: false }), async (req, res) =>
  res.json(await store.list()),
);
app.get('/express-jwt', expressjwt({ secret: 'k' }), async (req, res) => res.json(await store.list()));
app.get('/bearer', auth(), async (req, res) => res.json(await store.list()));
app.get('/scopes', requiredScopes('a'), async (req, res) => res.json(await store.list()));
app.get('/scopes-of-admins', requiredScopes('admin:a'), async (req, res) => res.json(await store.list()));
app.get('/claim', claimIncludes('role', 'admin'), async (req, res) => res.json(await store.list()));
app.get('/oidc', oidc.requiresAuth(), async (req, res) => res.json(await store.list()));
app.get('/oidc-all', oidc.auth({ issuerBaseURL: 'x' }), async (req, res) => res.json(await store.list()));
app.get('/oidc-optional', oidc.auth({ authRequired: false }), async (req, res) =>
  res.json(await store.list()),
);
app.get('/keycloak', keycloak.protect(), async (req, res) => res.json(await store.list()));
app.get('/clerk', requireAuth(), async (req, res) => res.json(await store.list()));
app.get('/clerk-optional', clerkMiddleware(), async (req, res) => res.json(await store.list()));
app.get('/session', passport.session(), async (req, res) => res.json(await store.list()));
`,
    expected: `
GET /passport
  list [authenticated]
  answer item1 [authenticated]
GET /express-jwt
  list [authenticated]
  answer item1 [authenticated]
GET /bearer
  list [authenticated]
  answer item1 [authenticated]
GET /scopes
  list [authenticated]
  answer item1 [authenticated]
GET /scopes-of-admins
  list [authenticated, privileged]
  answer item1 [authenticated, privileged]
GET /claim
  list [authenticated, privileged]
  answer item1 [authenticated, privileged]
GET /oidc
  list [authenticated]
  answer item1 [authenticated]
GET /oidc-all
  list [authenticated]
  answer item1 [authenticated]
GET /oidc-optional
  list
  answer item1
GET /keycloak
  list [authenticated]
  answer item1 [authenticated]
GET /clerk
  list [authenticated]
  answer item1 [authenticated]
GET /clerk-optional
  list
  answer item1
GET /session
  list
  answer item1
`,
  },
  {
    name: 'CASL',
    code: `
import express from 'express';
import { store } from 'test-store';
const app = express();
import { defineAbility, ForbiddenError } from '@casl/ability';
const ability = defineAbility(() => {});
app.get('/a', async (req, res) => {
  const note = await store.list();
  if (ability.cannot('read', note)) return res.sendStatus(403);
  res.json(note);
});
app.get('/b', async (req, res) => {
  const note = await store.list();
  ForbiddenError.from(ability).throwUnlessCan('read', note);
  res.json(note);
});
`,
    expected: `
GET /a
  list
  answer item1 [vouched]
GET /b
  list
  answer item1 [vouched]
`,
  },
  {
    name: 'Casbin, OpenFGA and Oso',
    code: `
import express from 'express';
import { store } from 'test-store';
const app = express();
import { newEnforcer } from 'casbin';
import { OpenFgaClient } from '@openfga/sdk';
import { Oso } from 'oso-cloud';
const fga = new OpenFgaClient({});
const oso = new Oso('u', 'k');
app.get('/a', async (req, res) => {
  const enforcer = await newEnforcer('m');
  if (!(await enforcer.enforce(req.user.id, req.params.id, 'read'))) return res.sendStatus(403);
  res.json(await store.list());
});
app.get('/b', async (req, res) => {
  const { allowed } = await fga.check({ user: req.user.id });
  if (!allowed) return res.sendStatus(403);
  res.json(await store.list());
});
app.get('/c', async (req, res) => {
  if (await oso.authorize(req.user, 'read', req.params.id)) return res.json(await store.list());
  res.json(await store.list());
});
`,
    expected: `
GET /a
  list [vouched]
  answer item1 [vouched]
GET /b
  list [vouched]
  answer item1 [vouched]
GET /c
  list [vouched]
  answer item1 [vouched]
  list
  answer item2
`,
  },
  {
    name: 'passport says whether somebody is signed in',
    code: `
import express from 'express';
import { store } from 'test-store';
const app = express();
app.get('/a', async (req, res) => {
  if (!req.isAuthenticated()) return res.sendStatus(401);
  res.json(await store.list());
});
app.get('/b', async (req, res) => {
  if (req.isUnauthenticated()) return res.sendStatus(401);
  res.json(await store.list());
});
`,
    expected: `
GET /a
  list [authenticated]
  answer item1 [authenticated]
GET /b
  list [authenticated]
  answer item1 [authenticated]
`,
  },
];

test.each(cases)('$name', async ({ code, expected }) => {
  expect(await audited(code)).toEqual(expected.trim().split('\n'));
});
