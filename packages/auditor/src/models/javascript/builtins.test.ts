import { expect, test } from 'vitest';
import { audited } from './run-javascript.fixture.ts';

const cases: readonly { name: string; code: string; expected: string }[] = [
  {
    name: 'texts and numbers keep where they come from',
    code: `
import express from 'express';
import { store } from 'test-store';

const app = express();
app.post('/:id', async (req, res) => {
  await store.write({
    a: String(req.query.a),
    b: Number(req.query.b),
    c: parseInt(req.query.c, 10),
    d: encodeURIComponent(req.query.d),
    e: Math.floor(req.query.e),
    f: req.query.f.trim().substring(1).padStart(3),
    g: req.query.g.at(-1),
    h: new Date(req.query.h).toISOString(),
    i: Buffer.from(req.query.i, 'base64').toString(),
    j: BigInt(req.query.j),
  });
});
`,
    expected: `
POST /{id}
  write {a: query a, b: query b <number>, c: query c <number>, d: query d, e: query e <number>, f: query f, g: query g, h: query h, i: query i, j: query j <number>}
`,
  },
  {
    name: 'what the server makes',
    code: `
import express from 'express';
import { store } from 'test-store';
import { randomUUID } from 'node:crypto';
import { v4 as uuid } from 'uuid';
import { nanoid } from 'nanoid';
import { ulid } from 'ulid';
const app = express();
app.post('/:id', async (req, res) => {
  await store.write({
    a: randomUUID(),
    b: crypto.randomUUID(),
    c: uuid(),
    d: nanoid(),
    e: ulid(),
    f: Date.now(),
    g: new Date().toISOString(),
    h: process.env.X,
    i: Math.random(),
    j: req.query.list.indexOf('a'),
  });
});
`,
    expected: `
POST /{id}
  write {a: server, b: server, c: server, d: server, e: server, f: server, g: server, h: server, i: server, j: server}
`,
  },
  {
    name: 'limits',
    code: `
import express from 'express';
import { store } from 'test-store';
const MOST = 50;
const app = express();
app.post('/:id', async (req, res) => {
  await store.list(1, Math.min(Number(req.query.a), 100));
  await store.list(1, Math.min(req.query.a, req.query.b));
  await store.list(1, Math.max(req.query.a, 1));
  await store.list(1, Math.min(Math.max(req.query.a, 1), MOST));
});
`,
    expected: `
POST /{id}
  list limit query a <capped number>
  list limit query a + query b
  list limit query a
  list limit query a <capped>
`,
  },
  {
    name: 'JSON',
    code: `
import express from 'express';
import { store } from 'test-store';

const app = express();
app.post('/:id', async (req, res) => {
  const note = await store.read({ id: 1 });
  const copy = JSON.parse(JSON.stringify({ title: note.title }));
  res.json(copy);
  res.send(JSON.stringify(note));
  await store.write(JSON.parse(req.body.text));
});
`,
    expected: `
POST /{id}
  read id = 1
  answer {title: item1.title}
  answer item1
  write body text
`,
  },
  {
    name: 'Object.assign and spreads',
    code: `
import express from 'express';
import { store } from 'test-store';

const app = express();
app.post('/:id', async (req, res) => {
  await store.write(Object.assign({}, req.body, { me: req.user.id }));
  await store.write(Object.assign({ me: req.user.id }, req.body));
  const whole = { ...req.body, me: req.user.id };
  await store.write(whole);
});
`,
    expected: `
POST /{id}
  write {me: me.id, ...body *}
  write {me: me.id + body me, ...body *}
  write {me: me.id, ...body *}
`,
  },
  {
    name: 'names and values of objects',
    code: `
import express from 'express';
import { store } from 'test-store';

const app = express();
app.post('/:id', async (req, res) => {
  await store.write({
    names: Object.keys(req.body),
    values: Object.values(req.body),
    own: Object.keys({ a: 1 }),
  });
  const note = await store.read({ id: 1 });
  res.json(Object.entries(note));
  res.json(Object.keys(note));
});
`,
    expected: `
POST /{id}
  write {names: [body * <masked>], values: [body *], own: ["a" <masked>]}
  read id = 1
  answer [[item2.<name>, item2.*]]
  answer [item2.<name> <masked>]
`,
  },
  {
    name: 'objects from entries',
    code: `
import express from 'express';
import { store } from 'test-store';
const SHOWN = ['title', 'text'];
const app = express();
app.post('/:id', async (req, res) => {
  const note = await store.read({ id: 1 });
  res.json(Object.fromEntries(SHOWN.map((name) => [name, note[name]])));
  res.json(Object.fromEntries(Object.entries(note).map(([name, value]) => [name, value])));
  await store.write(Object.fromEntries(Object.entries(req.body).filter(([name]) => SHOWN.includes(name))));
  await store.write(Object.fromEntries(Object.entries(req.body)));
});
`,
    expected: `
POST /{id}
  read id = 1
  answer {title: item1.title <listed picked>, text: item1.text <listed picked>}
  answer {...item1.<name> + item1.*}
  write {...body * <listed picked>}
  write {...body * + body *}
`,
  },
  {
    name: 'lodash',
    code: `
import express from 'express';
import { store } from 'test-store';
import _ from 'lodash';
import pick from 'lodash/pick';
const app = express();
app.post('/:id', async (req, res) => {
  await store.write(_.pick(req.body, ['a', 'b']));
  await store.write(pick(req.body, req.body.names));
  await store.write(_.omit({ a: req.body.a, b: 1 }, ['b']));
  await store.write(_.omit(req.body, 'b'));
  await store.write({ a: _.get(req.body, 'x.y'), b: _.cloneDeep(req.body) });
});
`,
    expected: `
POST /{id}
  write {a: body a, b: body b} <listed picked>
  write body * + body names
  write {a: body a}
  write body *
  write {a: body x.y, b: body *}
`,
  },
  {
    name: 'promises',
    code: `
import express from 'express';
import { store } from 'test-store';

const app = express();
app.post('/:id', async (req, res) => {
  const [a, b] = await Promise.all([store.read({ id: req.params.id }), store.read({ id: req.user.id })]);
  res.json({ a: a.title, b: b.title });
  const c = await new Promise((resolve, reject) => {
    store.read({ id: 1 }).then(resolve).catch(reject);
  });
  res.json(c);
  const settled = await Promise.allSettled([store.read({ id: 2 })]);
  res.json(settled.map((one) => one.value));
});
`,
    expected: `
POST /{id}
  read id = path id
  read id = me.id
  answer {a: item1.title, b: item2.title}
  read id = 1
  answer item3
  read id = 2
  answer [item4]
`,
  },
  {
    name: 'hashes',
    code: `
import express from 'express';
import { store } from 'test-store';
import bcrypt from 'bcrypt';
import argon2 from 'argon2';
import { createHash, scryptSync } from 'crypto';
const app = express();
app.post('/:id', async (req, res) => {
  await store.write({
    a: await bcrypt.hash(req.body.a, 10),
    b: argon2.hash(req.body.b),
    c: createHash('sha256').update(req.body.c).digest('hex'),
    d: scryptSync(req.body.d, 'salt', 64).toString('hex'),
  });
  bcrypt.hash(req.body.e, 10, async (error, hash) => {
    await store.write({ e: hash });
  });
});
`,
    expected: `
POST /{id}
  write {a: body a <hashed>, b: body b <hashed>, c: body c <hashed>, d: body d <hashed>}
  write {e: body e <hashed>}
`,
  },
  {
    name: 'secrets and signatures',
    code: `
import express from 'express';
import { store } from 'test-store';
import { createHmac, timingSafeEqual } from 'node:crypto';
const app = express();
app.post('/:id', async (req, res) => {
  const given = Buffer.from(req.headers['x-signature'] ?? '');
  const wanted = createHmac('sha256', process.env.KEY).update(req.body.raw).digest();
  if (!timingSafeEqual(given, wanted)) return res.sendStatus(401);
  await store.write({ a: 1 });
  if (!timingSafeEqual(given, Buffer.from(process.env.KEY))) return res.sendStatus(401);
  await store.write({ b: 1 });
});
`,
    expected: `
POST /{id}
  write {a: 1} [authenticated, verified body raw, verified header x-signature, vouched]
  write {b: 1} [authenticated, privileged, verified body raw, verified header x-signature, vouched]
`,
  },
  {
    name: 'comparisons with the caller',
    code: `
import express from 'express';
import { store } from 'test-store';
import { timingSafeEqual } from 'node:crypto';
const app = express();
app.post('/:id', async (req, res) => {
  if (!timingSafeEqual(Buffer.from(req.params.id), Buffer.from(req.user.id))) return res.sendStatus(403);
  await store.read({ id: req.params.id });
});
`,
    expected: `
POST /{id}
  read id = path id [belongs path id]
`,
  },
  {
    name: 'the beginning of a key',
    code: `
import express from 'express';
import { store } from 'test-store';

const app = express();
app.post('/:id', async (req, res) => {
  if (!req.body.key.startsWith(\`users/\${req.user.id}/\`)) return res.sendStatus(403);
  await store.read({ key: req.body.key });
  if (!req.body.other.startsWith('users/')) return;
  await store.read({ other: req.body.other });
});
`,
    expected: `
POST /{id}
  read key = body key [belongs body key]
  read other = body other [belongs body key]
`,
  },
  {
    name: 'lists of what is allowed',
    code: `
import express from 'express';
import { store } from 'test-store';
const KINDS = { a: 1 };
const ALLOWED = new Set(['x', 'y']);
const app = express();
app.post('/:id', async (req, res) => {
  if (!Object.hasOwn(KINDS, req.query.kind)) return res.sendStatus(400);
  await store.read({ kind: req.query.kind });
  if (!ALLOWED.has(req.query.name)) return;
  await store.read({ name: req.query.name });
});
`,
    expected: `
POST /{id}
  read kind = query kind [listed query kind]
  read name = query name [listed query kind, listed query name]
`,
  },
  {
    name: 'URLs',
    code: `
import express from 'express';
import { store } from 'test-store';

const app = express();
app.post('/:id', async (req, res) => {
  const url = new URL(req.url, 'http://x');
  await store.write({
    a: url.searchParams.get('a'),
    all: Object.fromEntries(url.searchParams),
    path: url.pathname,
    host: url.host,
    b: new URLSearchParams(req.body.form).get('b'),
  });
});
`,
    expected: `
POST /{id}
  write {a: query a, all: query *, path: path *, host: server, b: body form.b}
`,
  },
  {
    name: 'functions with bind, call and apply',
    code: `
import express from 'express';
import { store } from 'test-store';
function show(value) {
  return [this?.own, value];
}
const app = express();
app.post('/:id', async (req, res) => {
  await store.write({
    a: show.call({ own: 1 }, req.body.a),
    b: show.apply(null, [req.body.b]),
    c: show.bind({ own: req.body.c })(),
  });
});
`,
    expected: `
POST /{id}
  write {a: [1, body a], b: [server, body b], c: [body c, server]}
`,
  },
  {
    name: 'classes that keep what they are given',
    code: `
import express from 'express';
import { store } from 'test-store';
class Note {
  constructor(values) {
    Object.assign(this, { title: values.title });
    this.whole = values;
  }
}
const app = express();
app.post('/:id', async (req, res) => {
  const note = new Note(req.body);
  await store.write({ title: note.title, all: note.whole });
});
`,
    expected: `
POST /{id}
  write {title: body title, all: body *}
`,
  },
  {
    name: 'what the server signed itself',
    code: `
import express from 'express';
import { store } from 'test-store';
import { createHmac, timingSafeEqual } from 'node:crypto';
const app = express();
app.post('/:id', async (req, res) => {
  const [body, mac] = req.query.after.split('.');
  const wanted = createHmac('sha256', process.env.KEY).update(body).digest();
  if (!timingSafeEqual(Buffer.from(mac, 'base64'), wanted)) return res.sendStatus(400);
  await store.read({ after: JSON.parse(body) });
  await store.read({ other: JSON.parse(req.query.other) });
});
`,
    expected: `
POST /{id}
  read after = query after <verified> [verified query after]
  read other = query other [verified query after]
`,
  },
  {
    name: 'what the server encrypted itself',
    code: `
import express from 'express';
import { store } from 'test-store';
import { createDecipheriv } from 'node:crypto';
const app = express();
app.post('/:id', async (req, res) => {
  const decipher = createDecipheriv('aes-256-gcm', KEY, IV);
  const text = decipher.update(req.query.after, 'base64', 'utf8');
  await store.read({ after: JSON.parse(text) });
});
`,
    expected: `
POST /{id}
  read after = query after <verified>
`,
  },
];

test.each(cases)('$name', async ({ code, expected }) => {
  expect(await audited(code)).toEqual(expected.trim().split('\n'));
});
