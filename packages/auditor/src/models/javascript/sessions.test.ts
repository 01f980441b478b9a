import { expect, test } from 'vitest';
import { audited } from './run-javascript.fixture.ts';

const cases: readonly { name: string; code: string; expected: string }[] = [
  {
    name: 'Clerk',
    code: `
import express from 'express';
import { store } from 'test-store';
import { getAuth } from '@clerk/express';
import { currentUser } from '@clerk/nextjs/server';
const who = async (req) => ({ me: getAuth(req).userId, user: (await currentUser()).id });
const app = express();
app.get('/', async (req, res) => {
  res.json(await store.read(await who(req, res)));
});
`,
    expected: `
GET /
  read me = me.userId, user = me.id
  answer item1
`,
  },
  {
    name: 'Auth.js',
    code: `
import express from 'express';
import { store } from 'test-store';
import { getServerSession } from 'next-auth/next';
import { getToken } from 'next-auth/jwt';
const who = async (req, res) => ({
  session: (await getServerSession(req, res, options)).user.id,
  token: (await getToken({ req })).sub,
});
const app = express();
app.get('/', async (req, res) => {
  res.json(await store.read(await who(req, res)));
});
`,
    expected: `
GET /
  read session = me.user.id, token = me.sub
  answer item1
`,
  },
  {
    name: 'Auth0',
    code: `
import express from 'express';
import { store } from 'test-store';
import { getSession } from '@auth0/nextjs-auth0';
import { Auth0Client } from '@auth0/nextjs-auth0/server';
const auth0 = new Auth0Client();
const who = async (req, res) => ({
  three: (await getSession(req, res)).user.sub,
  four: (await auth0.getSession()).user.sub,
});
const app = express();
app.get('/', async (req, res) => {
  res.json(await store.read(await who(req, res)));
});
`,
    expected: `
GET /
  read three = me.user.sub, four = me.user.sub
  answer item1
`,
  },
  {
    name: 'Supabase',
    code: `
import express from 'express';
import { store } from 'test-store';
import { createClient } from '@supabase/supabase-js';
import { createServerClient } from '@supabase/ssr';
const supabase = createClient(url, key);
const server = createServerClient(url, key, {});
async function who(req) {
  const {
    data: { user },
  } = await supabase.auth.getUser(req.headers.authorization);
  const {
    data: { session },
  } = await server.auth.getSession();
  return { me: user.id, unverified: session.user.id };
}
const app = express();
app.get('/', async (req, res) => {
  res.json(await store.read(await who(req, res)));
});
`,
    expected: `
GET /
  read me = me.user.id, unverified = token session.user.id
  answer item1
`,
  },
  {
    name: 'others',
    code: `
import express from 'express';
import { store } from 'test-store';
import { getIronSession } from 'iron-session';
import { betterAuth } from 'better-auth';
import { Lucia } from 'lucia';
import { getKindeServerSession } from '@kinde-oss/kinde-auth-nextjs/server';
const auth = betterAuth({});
const lucia = new Lucia(adapter);
async function who(req, res) {
  const { getUser } = getKindeServerSession();
  const { user } = await lucia.validateSession(req.cookies.session);
  return {
    iron: (await getIronSession(req, res, {})).userId,
    better: (await auth.api.getSession({ headers: req.headers })).user.id,
    lucia: user.id,
    kinde: (await getUser()).id,
  };
}
const app = express();
app.get('/', async (req, res) => {
  res.json(await store.read(await who(req, res)));
});
`,
    expected: `
GET /
  read iron = me.userId, better = me.user.id, lucia = me.user.id, kinde = me.id
  answer item1
`,
  },
  {
    name: 'Cognito',
    code: `
import express from 'express';
import { store } from 'test-store';
import {
  CognitoIdentityProviderClient,
  GetUserCommand,
  AdminGetUserCommand,
} from '@aws-sdk/client-cognito-identity-provider';
const cognito = new CognitoIdentityProviderClient({});
async function who(req) {
  const user = await cognito.send(new GetUserCommand({ AccessToken: req.headers.authorization }));
  const other = await cognito.send(new AdminGetUserCommand({ Username: req.query.name }));
  return { me: user.Username, other: other.Username };
}
const app = express();
app.get('/', async (req, res) => {
  res.json(await store.read(await who(req, res)));
});
`,
    expected: `
GET /
  read me = me.Username, other = query name.Username [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'a client that cannot be seen',
    code: `
import express from 'express';
import { store } from 'test-store';
import { createClient } from './gone/supabase';
async function who() {
  const supabase = createClient();
  const {
    data: { user },
  } = await supabase.auth.getUser();
  return { me: user.id };
}
const app = express();
app.get('/', async (req, res) => {
  res.json(await store.read(await who(req, res)));
});
`,
    expected: `
GET /
  read me = me.user.id
  answer item1
`,
  },
  {
    name: 'what another service says',
    code: `
import express from 'express';
import { store } from 'test-store';
import axios from 'axios';
async function who(req) {
  const { data } = await axios.get('https://id/userinfo', {
    headers: { authorization: req.headers.authorization },
  });
  const other = await (await fetch(\`https://x/\${req.query.a}\`)).json();
  return { me: data.sub, other: other.id };
}
const app = express();
app.get('/', async (req, res) => {
  res.json(await store.read(await who(req, res)));
});
`,
    expected: `
GET /
  read me = server, other = server
  answer item1
`,
  },
];

test.each(cases)('$name', async ({ code, expected }) => {
  expect(await audited(code)).toEqual(expected.trim().split('\n'));
});
