import type { Exchange, Json, JsonObject, SchemaNode } from '@middlebrick/model';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { complaintsIn } from './complaints.ts';
import { type Demands, learn, noDemands } from './demands.ts';
import { fillBody } from './fill-body.ts';

const mostRounds = 6;

function answerTo(body: Json, refusal: unknown): Exchange {
  const text = refusal === undefined ? '{}' : JSON.stringify(refusal);
  return {
    id: 'x1',
    identity: 'alice',
    purpose: 'create',
    request: { method: 'POST', url: 'http://127.0.0.1:5000/things', headers: [], body: JSON.stringify(body) },
    response: {
      status: refusal === undefined ? 201 : 400,
      headers: [],
      body: text,
      bytes: text.length,
      truncated: false,
    },
    startedAt: '2026-01-01T00:00:00Z',
    milliseconds: 1,
  };
}

/** Bodies that were sent, the last of them accepted unless `undefined` ends them. */
function converse(schema: SchemaNode, refuse: (body: JsonObject) => unknown): (JsonObject | undefined)[] {
  let next = 0;
  let demands: Demands = noDemands;
  const sent: (JsonObject | undefined)[] = [];
  for (let round = 0; round < mostRounds; round++) {
    const body = fillBody(schema, {
      surface: { resolve: (node) => node },
      unique: () => `canary${String(next++).padStart(2, '0')}`,
      fields: 'required',
      demands,
    })?.value;
    sent.push(body);
    const refusal = refuse(body as JsonObject);
    if (refusal === undefined) return sent;
    const learnt = learn(demands, complaintsIn(answerTo(body as JsonObject, refusal), body), body as JsonObject);
    if (learnt === demands) break;
    demands = learnt;
  }
  return [...sent, undefined];
}

const titled = {
  type: 'object',
  required: ['title'],
  properties: { title: { type: 'string' }, colour: { type: 'string' } },
};

describe('what a refusal says is met by the next body', () => {
  test.each<[string, (body: JsonObject) => unknown]>([
    [
      'a field that the schema does not know',
      (body) => ('author_name' in body ? undefined : { error: 'author_name is required' }),
    ],
    [
      'an optional field',
      (body) => (typeof body.colour === 'string' ? undefined : { errors: { colour: ["can't be blank"] } }),
    ],
    [
      'a longer text',
      (body) =>
        String(body.title).length >= 40
          ? undefined
          : { message: ['title must be longer than or equal to 40 characters'] },
    ],
    [
      'a longer text, of what length is not said',
      (body) => (String(body.title).length >= 40 ? undefined : { error: 'title is too short' }),
    ],
    [
      'a shorter text',
      (body) => (String(body.title).length <= 5 ? undefined : { error: 'title must be at most 5 characters' }),
    ],
    [
      'letters alone',
      (body) => (/^[a-z]+$/i.test(String(body.title)) ? undefined : { error: 'title may only contain letters' }),
    ],
    [
      'one of some words',
      (body) => (body.title === 'red' ? undefined : { detail: "title must be one of: 'red', 'green'" }),
    ],
    ['a number', (body) => (typeof body.title === 'number' ? undefined : { error: 'title must be a number' })],
    ['a field less', (body) => ('title' in body ? { error: 'Unknown field: title' } : undefined)],
    [
      'another name',
      (
        (taken) => (body: JsonObject) =>
          taken-- > 0 ? { error: `title already exists: ${String(body.title)}` } : undefined
      )(2),
    ],
    ['something unnamed', (body) => ('colour' in body ? undefined : { error: 'Missing required fields' })],
    [
      'two rules in turn',
      (body) =>
        !('email' in body)
          ? { errors: [{ field: 'email', defaultMessage: 'must not be null' }] }
          : String(body.title).length < 20
            ? { errors: [{ field: 'title', defaultMessage: 'size must be between 20 and 30' }] }
            : undefined,
    ],
  ])('%s', (_, refuse) => {
    expect(converse(titled, refuse).at(-1)).toBeDefined();
  });

  test('a password policy', () => {
    const schema = {
      type: 'object',
      required: ['password', 'pin'],
      properties: { password: { type: 'string' }, pin: { type: 'string' } },
    };
    const policy = (body: JsonObject) => {
      const password = String(body.password);
      if (password.length > 12) return { error: 'password must be at most 12 characters' };
      return /[a-z]/.test(password) && /[A-Z]/.test(password) && /\d/.test(password) && /[^\w]/.test(password)
        ? undefined
        : { error: 'password must contain a lowercase letter, an uppercase letter, a number and a symbol' };
    };
    expect(converse(schema, policy).at(-1)).toBeDefined();
  });
});

test.each([
  ['nothing that concerns the body', { error: 'You shall not pass' }],
  ['a captcha', { error: 'Captcha verification failed' }],
])('trying again is pointless after %s', (_, refusal) => {
  const complaints = complaintsIn(answerTo({ title: 'a' }, refusal), { title: 'a' });
  expect(learn(noDemands, complaints, { title: 'a' })).toBe(noDemands);
});

test('the same complaint again and again comes to an end', () => {
  const refusals = ['title is invalid', 'Validation failed', 'title is required', 'Unknown field: title'];
  for (const error of refusals) expect(converse(titled, () => ({ error })).at(-1)).toBeUndefined();
});

describe('a validator with hidden rules', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const properties = fc.dictionary(
    fc.constantFrom('title', 'note', 'colour', 'summary', 'count', 'city'),
    fc.constantFrom<SchemaNode>(
      { type: 'string' },
      { type: 'string', maxLength: 60 },
      { type: 'string', format: 'email' },
      { type: 'integer' },
    ),
    { minKeys: 1, maxKeys: 5 },
  );
  const hidden = fc.record({
    least: fc.integer({ min: 1, max: 50 }),
    extra: fc.uniqueArray(fc.constantFrom('subtitle', 'language', 'rating_text', 'zip'), { maxLength: 2 }),
    taken: fc.integer({ min: 0, max: 1 }),
    style: fc.constantFrom('ajv', 'nest', 'rails', 'sentence'),
  });

  test('accepts a body within six rounds', () => {
    fc.assert(
      fc.property(properties, hidden, (declared, { least, extra, taken, style }) => {
        const known = Object.keys(declared);
        const schema = { type: 'object', properties: declared, required: known };
        const texts = known.filter((name) => declared[name]?.type === 'string' && declared[name]?.format === undefined);
        const real = {
          ...schema,
          required: [...known, ...extra],
          properties: {
            ...declared,
            ...Object.fromEntries(texts.map((name) => [name, { ...declared[name], minLength: least }])),
          },
        };
        let left = taken;
        const refuse = (body: JsonObject): unknown => {
          if (!ajv.validate(real, body)) return written(style, ajv.errors ?? []);
          return texts.length > 0 && left-- > 0 ? { error: `${texts[0]} is already taken` } : undefined;
        };
        expect(converse(schema, refuse).at(-1)).toBeDefined();
      }),
      { numRuns: 200 },
    );
  });
});

interface SchemaError {
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
  message?: string;
}

/** The errors of a validator as a framework writes them. */
function written(style: string, errors: readonly SchemaError[]): unknown {
  const told = errors.map(({ instancePath, keyword, params }) => {
    const name = keyword === 'required' ? String(params.missingProperty) : instancePath.slice(1);
    return { name, limit: Number(params.limit), isMissing: keyword === 'required' };
  });
  if (style === 'ajv') return { errors };
  if (style === 'nest') {
    const texts = told.map(({ name, limit, isMissing }) =>
      isMissing ? `${name} should not be empty` : `${name} must be longer than or equal to ${limit} characters`,
    );
    return { statusCode: 400, message: texts, error: 'Bad Request' };
  }
  if (style === 'rails') {
    const fields = told.map(({ name, limit, isMissing }) => [
      name,
      [isMissing ? "can't be blank" : `is too short (minimum is ${limit} characters)`],
    ]);
    return { errors: Object.fromEntries(fields) };
  }
  const [first] = told;
  if (first === undefined) return { error: 'invalid' };
  const missing = told.filter(({ isMissing }) => isMissing).map(({ name }) => name);
  if (missing.length > 0) return { error: `Missing required fields: ${missing.join(', ')}` };
  // One sentence is all that there is room for.
  return { error: told.map(({ name, limit }) => `${name} must be at least ${limit} characters`).join('\n') };
}
