import { expect, test } from 'vitest';
import { audited } from './run-javascript.fixture.ts';

const cases: readonly { name: string; code: string; expected: string }[] = [
  {
    name: 'jsonwebtoken verifies',
    code: `
import express from 'express';
import { store } from 'test-store';
import jwt from 'jsonwebtoken';
function who(req) {
  return jwt.verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] }).sub;
}
const app = express();
app.get('/', async (req, res) => {
  const me = await who(req);
  res.json(await store.read({ me }));
});
`,
    expected: `
GET /
  read me = me.sub [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'jsonwebtoken with the algorithm none',
    code: `
import express from 'express';
import { store } from 'test-store';
import { verify } from 'jsonwebtoken';
function who(req) {
  return verify(req.headers.authorization, '', { algorithms: ['none'] }).sub;
}
const app = express();
app.get('/', async (req, res) => {
  const me = await who(req);
  res.json(await store.read({ me }));
});
`,
    expected: `
GET /
  read me = token sub
  answer item1
`,
  },
  {
    name: 'jsonwebtoken decodes',
    code: `
import express from 'express';
import { store } from 'test-store';
import * as jwt from 'jsonwebtoken';
function who(req) {
  return jwt.decode(req.headers.authorization).sub;
}
const app = express();
app.get('/', async (req, res) => {
  const me = await who(req);
  res.json(await store.read({ me }));
});
`,
    expected: `
GET /
  read me = token sub
  answer item1
`,
  },
  {
    name: 'jsonwebtoken decodes completely',
    code: `
import express from 'express';
import { store } from 'test-store';
import * as jwt from 'jsonwebtoken';
function who(req) {
  const { header, payload } = jwt.decode(req.headers.authorization, { complete: true });
  return [header.kid, payload.sub];
}
const app = express();
app.get('/', async (req, res) => {
  const me = await who(req);
  res.json(await store.read({ me }));
});
`,
    expected: `
GET /
  read me = [token kid, token sub]
  answer item1
`,
  },
  {
    name: 'jose verifies',
    code: `
import express from 'express';
import { store } from 'test-store';
import { jwtVerify } from 'jose';
async function who(req) {
  const { payload, protectedHeader } = await jwtVerify(req.headers.authorization, key);
  return [payload.sub, protectedHeader.kid];
}
const app = express();
app.get('/', async (req, res) => {
  const me = await who(req);
  res.json(await store.read({ me }));
});
`,
    expected: `
GET /
  read me = [me.sub, server] [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'jose decodes',
    code: `
import express from 'express';
import { store } from 'test-store';
import { decodeJwt, decodeProtectedHeader } from 'jose';
const who = (req) => [decodeJwt(req.cookies.session).sub, decodeProtectedHeader(req.cookies.session).kid];
const app = express();
app.get('/', async (req, res) => {
  const me = await who(req);
  res.json(await store.read({ me }));
});
`,
    expected: `
GET /
  read me = [token sub, server]
  answer item1
`,
  },
  {
    name: 'aws-jwt-verify',
    code: `
import express from 'express';
import { store } from 'test-store';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
const verifier = CognitoJwtVerifier.create({ userPoolId: 'x' });
const who = async (req) => (await verifier.verify(req.get('authorization'))).sub;
const app = express();
app.get('/', async (req, res) => {
  const me = await who(req);
  res.json(await store.read({ me }));
});
`,
    expected: `
GET /
  read me = me.sub [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'a payload that is taken out by hand',
    code: `
import express from 'express';
import { store } from 'test-store';
const who = (req) =>
  JSON.parse(Buffer.from(req.headers.authorization.split('.')[1], 'base64url').toString()).sub;
const app = express();
app.get('/', async (req, res) => {
  const me = await who(req);
  res.json(await store.read({ me }));
});
`,
    expected: `
GET /
  read me = token sub
  answer item1
`,
  },
  {
    name: 'a payload by atob',
    code: `
import express from 'express';
import { store } from 'test-store';
const who = (req) => {
  const [, payload] = req.cookies.id_token.split('.');
  return JSON.parse(atob(payload)).sub;
};
const app = express();
app.get('/', async (req, res) => {
  const me = await who(req);
  res.json(await store.read({ me }));
});
`,
    expected: `
GET /
  read me = token sub
  answer item1
`,
  },
  {
    name: 'other texts stay what they are',
    code: `
import express from 'express';
import { store } from 'test-store';
const who = (req) => [
  JSON.parse(req.query.nextToken).id,
  JSON.parse(req.headers['x-page-token']).id,
  JSON.parse(req.cookies.cart).id,
];
const app = express();
app.get('/', async (req, res) => {
  const me = await who(req);
  res.json(await store.read({ me }));
});
`,
    expected: `
GET /
  read me = [query nextToken.id, header x-page-token.id, cookie cart.id]
  answer item1
`,
  },
  {
    name: 'jwt-simple',
    code: `
import express from 'express';
import { store } from 'test-store';
import jwt from 'jwt-simple';
const who = (req) => [
  jwt.decode(req.headers.authorization, 'k').sub,
  jwt.decode(req.headers.authorization, 'k', true).sub,
];
const app = express();
app.get('/', async (req, res) => {
  const me = await who(req);
  res.json(await store.read({ me }));
});
`,
    expected: `
GET /
  read me = [me.sub, token sub] [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'jwt-decode',
    code: `
import express from 'express';
import { store } from 'test-store';
import { jwtDecode } from 'jwt-decode';
import old from 'jwt-decode';
const who = (req) => [jwtDecode(req.headers.authorization).sub, old(req.headers.authorization).sub];
const app = express();
app.get('/', async (req, res) => {
  const me = await who(req);
  res.json(await store.read({ me }));
});
`,
    expected: `
GET /
  read me = [token sub, token sub]
  answer item1
`,
  },
  {
    name: 'fast-jwt',
    code: `
import express from 'express';
import { store } from 'test-store';
import { createVerifier, createDecoder } from 'fast-jwt';
const verify = createVerifier({ key: 'k' });
const decode = createDecoder();
const who = (req) => [verify(req.headers.authorization).sub, decode(req.headers.authorization).sub];
const app = express();
app.get('/', async (req, res) => {
  const me = await who(req);
  res.json(await store.read({ me }));
});
`,
    expected: `
GET /
  read me = [me.sub, token sub] [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'Google and Firebase',
    code: `
import express from 'express';
import { store } from 'test-store';
import { OAuth2Client } from 'google-auth-library';
import admin from 'firebase-admin';
import { getAuth } from 'firebase-admin/auth';
const google = new OAuth2Client();
const who = async (req) => [
  (await google.verifyIdToken({ idToken: req.body.token })).getPayload().sub,
  (await admin.auth().verifyIdToken(req.headers.authorization)).uid,
  (await getAuth().verifySessionCookie(req.cookies.session)).uid,
];
const app = express();
app.get('/', async (req, res) => {
  const me = await who(req);
  res.json(await store.read({ me }));
});
`,
    expected: `
GET /
  read me = [me.getPayload.sub, me.uid, me.uid] [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'callbacks',
    code: `
import express from 'express';
import jwt from 'jsonwebtoken';
import { store } from 'test-store';
const app = express();
app.use((req, res, next) => {
  jwt.verify(req.headers.authorization, key, (error, claims) => {
    if (error) return res.sendStatus(403);
    req.user = claims;
    next();
  });
});
app.get('/', async (req, res) => res.json(await store.read({ me: req.user.sub })));
`,
    expected: `
GET /
  read me = me.sub [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'signed webhooks',
    code: `
import express from 'express';
import Stripe from 'stripe';
import { store } from 'test-store';
const stripe = new Stripe('k');
const app = express();
app.post('/', async (req, res) => {
  const event = stripe.webhooks.constructEvent(req.body, req.headers['stripe-signature'], 's');
  await store.write({ id: event.data.object.id });
  res.end();
});
`,
    expected: `
POST /
  write {id: server} [authenticated, vouched]
`,
  },
];

test.each(cases)('$name', async ({ code, expected }) => {
  expect(await audited(code)).toEqual(expected.trim().split('\n'));
});
