import { expect, test } from 'vitest';
import { audited } from './run-javascript.fixture.ts';

const cases: readonly { name: string; code: string; expected: string }[] = [
  {
    name: 'an object',
    code: `
import express from 'express';
import { store } from 'test-store';
import { z } from 'zod';
const Note = z.object({
  title: z.string().max(9),
  size: z.number().int().max(9),
  kind: z.enum(['a', 'b']),
  tags: z.array(z.string()),
  inner: z.object({ a: z.literal(1) }),
});
const app = express();
app.post('/', async (req, res) => {
  await store.write(Note.parse(req.body));
});
`,
    expected: `
POST /
  write {title: body title, size: body size <capped number>, kind: body kind <listed>, tags: [body tags], inner: {a: body inner.a <listed>} <picked>} <picked>
`,
  },
  {
    name: 'safeParse',
    code: `
import express from 'express';
import { store } from 'test-store';
import { z } from 'zod';
const Note = z.object({ title: z.string() });
const app = express();
app.post('/', async (req, res) => {
  const result = Note.safeParse(req.body);
  if (!result.success) return res.status(400).json(result.error.issues);
  await store.write({ ...result.data, id: 1 });
});
`,
    expected: `
POST /
  answer server
  write {title: body title, id: 1}
`,
  },
  {
    name: 'what stays open',
    code: `
import express from 'express';
import { store } from 'test-store';
import { z } from 'zod';
const A = z.object({ a: z.string() }).passthrough();
const B = z.looseObject({ a: z.string() });
const C = z.record(z.string(), z.any());
const app = express();
app.post('/', async (req, res) => {
  await store.write(A.parse(req.body));
  await store.write(B.parse(req.body));
  await store.write(C.parse(req.body));
  await store.write(z.any().parse(req.body));
});
`,
    expected: `
POST /
  write {a: body a, ...body *}
  write {a: body a, ...body *}
  write body *
  write body *
`,
  },
  {
    name: 'changed schemas',
    code: `
import express from 'express';
import { store } from 'test-store';
import { z } from 'zod';
const A = z.object({ a: z.string(), b: z.string() });
const B = z.object({ c: z.string() });
const app = express();
app.post('/', async (req, res) => {
  await store.write(A.pick({ a: true }).parse(req.body));
  await store.write(A.omit({ a: true }).partial().parse(req.body));
  await store.write(A.extend({ d: z.number() }).strict().parse(req.body));
  await store.write(A.merge(B).parse(req.body));
  await store.write(A.array().parse(req.body));
  await store.write(z.union([A, B]).parse(req.body));
  await store.write(A.passthrough().strict().parse(req.body));
  await store.write(A.loose().strip().parse(req.body));
  await store.write(A.catchall(z.string()).parse(req.body));
});
`,
    expected: `
POST /
  write {a: body a} <picked>
  write {b: body b} <picked>
  write {a: body a, b: body b, d: body d <number>} <picked>
  write {a: body a, b: body b, c: body c} <picked>
  write [{a: body a, b: body b} <picked>]
  write {a: body a, b: body b, c: body c} <picked>
  write {a: body a, b: body b} <picked>
  write {a: body a, b: body b} <picked>
  write {a: body a, b: body b, ...body *}
`,
  },
  {
    name: 'numbers',
    code: `
import express from 'express';
import { store } from 'test-store';
import { z } from 'zod';
const Page = z.object({
  limit: z.coerce.number().min(1).max(100).default(20),
  page: z.coerce.number(),
  sort: z.enum(['a']).optional(),
});
const app = express();
app.post('/', async (req, res) => {
  const page = await Page.parseAsync(req.query);
  await store.list(1, page.limit);
  await store.list(1, page.page);
  await store.list(1, page.sort);
});
`,
    expected: `
POST /
  list limit query limit <capped number>
  list limit query page <number>
  list limit query sort <listed>
`,
  },
  {
    name: 'Joi',
    code: `
import express from 'express';
import { store } from 'test-store';
import Joi from 'joi';
const A = Joi.object({ a: Joi.string().required(), b: Joi.number().max(5), c: Joi.string().valid('x', 'y') });
const B = Joi.object().keys({ a: Joi.string() }).unknown();
const app = express();
app.post('/', async (req, res) => {
  const { error, value } = A.validate(req.body);
  if (error) return res.status(400).json({ error: error.message });
  await store.write(value);
  await store.write(await B.validateAsync(req.body));
  await store.write(A.validate(req.body, { allowUnknown: true }).value);
  await store.write(B.validate(req.body, { stripUnknown: true }).value);
  await store.write(Joi.attempt(req.body, A));
});
`,
    expected: `
POST /
  answer {error: server}
  write {a: body a, b: body b <capped number>, c: body c <listed>} <picked>
  write {a: body a, ...body *}
  write {a: body a, b: body b <capped number>, c: body c <listed>, ...body *}
  write {a: body a} <picked>
  write {a: body a, b: body b <capped number>, c: body c <listed>} <picked>
`,
  },
  {
    name: 'yup',
    code: `
import express from 'express';
import { store } from 'test-store';
import * as yup from 'yup';
const A = yup.object({ a: yup.string().required() });
const app = express();
app.post('/', async (req, res) => {
  await store.write(await A.validate(req.body));
  await store.write(await A.noUnknown().validate(req.body));
  await store.write(A.validateSync(req.body, { stripUnknown: true }));
  await store.write(A.cast(req.body));
});
`,
    expected: `
POST /
  write {a: body a, ...body *}
  write {a: body a} <picked>
  write {a: body a} <picked>
  write {a: body a, ...body *}
`,
  },
  {
    name: 'valibot and superstruct',
    code: `
import express from 'express';
import { store } from 'test-store';
import * as v from 'valibot';
import { create, object, string, type } from 'superstruct';
const A = v.object({ a: v.string(), n: v.pipe(v.number(), v.maxValue(9)), k: v.picklist(['x']) });
const app = express();
app.post('/', async (req, res) => {
  await store.write(v.parse(A, req.body));
  await store.write(v.safeParse(v.looseObject({ a: v.string() }), req.body).output);
  await store.write(create(req.body, object({ a: string() })));
  await store.write(create(req.body, type({ a: string() })));
});
`,
    expected: `
POST /
  write {a: body a, n: body n <capped number>, k: body k <listed>} <picked>
  write {a: body a, ...body *}
  write {a: body a} <picked>
  write {a: body a, ...body *}
`,
  },
  {
    name: 'TypeBox',
    code: `
import express from 'express';
import { store } from 'test-store';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
const A = Type.Object({ a: Type.String() });
const app = express();
app.post('/', async (req, res) => {
  await store.write(Value.Parse(A, req.body));
  await store.write(Value.Clean(A, req.body));
});
`,
    expected: `
POST /
  write {a: body a} <picked>
  write {a: body a} <picked>
`,
  },
  {
    name: 'a schema that cannot be seen',
    code: `
import express from 'express';
import { store } from 'test-store';
import { noteSchema } from './gone';
const app = express();
app.post('/', async (req, res) => {
  await store.write(noteSchema.parse(req.body));
  await store.write(noteSchema.safeParse(req.body).data);
  await store.write(other.parse(req.body));
});
`,
    expected: `
POST /
  write body * <picked>
  write body * <picked>
  write body *
`,
  },
  {
    name: 'no schema',
    code: `
import express from 'express';
import { store } from 'test-store';
const A = { parse: (value) => value };
const app = express();
app.post('/', async (req, res) => {
  await store.write(A.parse(req.body));
});
`,
    expected: `
POST /
  write body *
`,
  },
];

test.each(cases)('$name', async ({ code, expected }) => {
  expect(await audited(code)).toEqual(expected.trim().split('\n'));
});
