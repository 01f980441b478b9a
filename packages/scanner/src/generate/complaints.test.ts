import type { Exchange, Json } from '@middlebrick/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Complaint, complaintsIn } from './complaints.ts';

function answer(status: number, body: unknown, type = 'application/json'): Exchange {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    id: 'x1',
    identity: 'alice',
    purpose: 'create',
    request: { method: 'POST', url: 'http://127.0.0.1:5000/things', headers: [] },
    response: { status, headers: [['content-type', type]], body: text, bytes: text.length, truncated: false },
    startedAt: '2026-01-01T00:00:00Z',
    milliseconds: 1,
  };
}

/** Without the text, which is as it was said. */
function told(status: number, body: unknown, sent?: Json, type?: string): Omit<Complaint, 'text'>[] {
  return complaintsIn(answer(status, body, type), sent).map(({ text: _text, ...rest }) => rest);
}

const user = { username: 'ab', email: 'x', password: 'abc', age: -1, address: { zip: '1' }, items: [{ label: '' }] };

test.each<[string, unknown, Omit<Complaint, 'text'>[]]>([
  [
    'FastAPI with pydantic 2',
    {
      detail: [
        { type: 'missing', loc: ['body', 'title'], msg: 'Field required', input: {} },
        {
          type: 'string_too_short',
          loc: ['body', 'username'],
          msg: 'String should have at least 3 characters',
          input: 'ab',
          ctx: { min_length: 3 },
        },
        { type: 'extra_forbidden', loc: ['body', 'nick'], msg: 'Extra inputs are not permitted', input: 'x' },
        { type: 'greater_than', loc: ['body', 'age'], msg: 'Input should be greater than 0', ctx: { gt: 0 } },
        {
          type: 'enum',
          loc: ['body', 'colour'],
          msg: "Input should be 'red', 'green' or 'blue'",
          ctx: { expected: "'red', 'green' or 'blue'" },
        },
        {
          type: 'int_parsing',
          loc: ['body', 'items', 0, 'count'],
          msg: 'Input should be a valid integer, unable to parse string as an integer',
        },
      ],
    },
    [
      { field: 'title', kind: 'missing' },
      { field: 'username', kind: 'too-short', least: 3 },
      { field: 'nick', kind: 'unknown-field' },
      { field: 'age', kind: 'too-small', least: 1 },
      { field: 'colour', kind: 'choice', choices: ['red', 'green', 'blue'] },
      { field: 'items[].count', kind: 'type', type: 'integer' },
    ],
  ],
  [
    'FastAPI with pydantic 1',
    {
      detail: [
        { loc: ['body', 'email'], msg: 'value is not a valid email address', type: 'value_error.email' },
        { loc: ['body', 'name'], msg: 'field required', type: 'value_error.missing' },
      ],
    },
    [
      { field: 'email', kind: 'format', format: 'email' },
      { field: 'name', kind: 'missing' },
    ],
  ],
  [
    'Zod issues',
    {
      success: false,
      error: {
        name: 'ZodError',
        issues: [
          { code: 'invalid_type', expected: 'string', received: 'undefined', path: ['title'], message: 'Required' },
          {
            code: 'too_small',
            minimum: 8,
            type: 'string',
            inclusive: true,
            path: ['password'],
            message: 'String must contain at least 8 character(s)',
          },
          { code: 'invalid_string', validation: 'email', path: ['email'], message: 'Invalid email' },
          { code: 'unrecognized_keys', keys: ['nick'], path: [], message: "Unrecognized key(s) in object: 'nick'" },
          {
            code: 'invalid_enum_value',
            options: ['a', 'b'],
            received: 'c',
            path: ['address', 'kind'],
            message: "Invalid enum value. Expected 'a' | 'b', received 'c'",
          },
        ],
      },
    },
    [
      { field: 'title', kind: 'missing' },
      { field: 'password', kind: 'too-short', least: 8 },
      { field: 'email', kind: 'format', format: 'email' },
      { field: 'nick', kind: 'unknown-field' },
      { field: 'address.kind', kind: 'choice', choices: ['a', 'b'] },
    ],
  ],
  [
    'Zod 4, flattened',
    { formErrors: [], fieldErrors: { title: ['Invalid input: expected string, received undefined'] } },
    [{ field: 'title', kind: 'missing' }],
  ],
  [
    'ajv',
    {
      errors: [
        {
          instancePath: '',
          schemaPath: '#/required',
          keyword: 'required',
          params: { missingProperty: 'name' },
          message: "must have required property 'name'",
        },
        {
          instancePath: '/address/zip',
          keyword: 'minLength',
          params: { limit: 5 },
          message: 'must NOT have fewer than 5 characters',
        },
        {
          instancePath: '',
          keyword: 'additionalProperties',
          params: { additionalProperty: 'nick' },
          message: 'must NOT have additional properties',
        },
        {
          instancePath: '/colour',
          keyword: 'enum',
          params: { allowedValues: ['red', 'blue'] },
          message: 'must be equal to one of the allowed values',
        },
      ],
    },
    [
      { field: 'name', kind: 'missing' },
      { field: 'address.zip', kind: 'too-short', least: 5 },
      { field: 'nick', kind: 'unknown-field' },
      { field: 'colour', kind: 'choice', choices: ['red', 'blue'] },
    ],
  ],
  [
    'Fastify',
    {
      statusCode: 400,
      code: 'FST_ERR_VALIDATION',
      error: 'Bad Request',
      message: "body must have required property 'title'",
    },
    [{ field: 'title', kind: 'missing' }],
  ],
  [
    'Fastify with a path',
    { statusCode: 400, error: 'Bad Request', message: 'body/password must NOT have fewer than 8 characters' },
    [{ field: 'password', kind: 'too-short', least: 8 }],
  ],
  [
    'express-validator 7',
    { errors: [{ type: 'field', value: 'x', msg: 'Invalid value', path: 'email', location: 'body' }] },
    [{ field: 'email', kind: 'format' }],
  ],
  [
    'express-validator 6',
    { errors: [{ value: 'abc', msg: 'must be at least 5 chars long', param: 'password', location: 'body' }] },
    [{ field: 'password', kind: 'too-short', least: 5 }],
  ],
  [
    'Joi',
    {
      details: [
        {
          message: '"title" is required',
          path: ['title'],
          type: 'any.required',
          context: { label: 'title', key: 'title' },
        },
        { message: '"nick" is not allowed', path: ['nick'], type: 'object.unknown', context: { child: 'nick' } },
        {
          message: '"username" length must be at least 3 characters long',
          path: ['username'],
          type: 'string.min',
          context: { limit: 3 },
        },
        { message: '"kind" must be one of [a, b]', path: ['kind'], type: 'any.only', context: { valids: ['a', 'b'] } },
      ],
    },
    [
      { field: 'title', kind: 'missing' },
      { field: 'nick', kind: 'unknown-field' },
      { field: 'username', kind: 'too-short', least: 3 },
      { field: 'kind', kind: 'choice', choices: ['a', 'b'] },
    ],
  ],
  [
    'celebrate',
    {
      statusCode: 400,
      error: 'Bad Request',
      message: 'Validation failed',
      validation: { body: { source: 'body', keys: ['title'], message: '"title" is required' } },
    },
    [{ field: 'title', kind: 'missing' }],
  ],
  [
    'marshmallow with flask-smorest',
    {
      code: 422,
      errors: {
        json: {
          title: ['Missing data for required field.'],
          nick: ['Unknown field.'],
          address: { zip: ['Shorter than minimum length 5.'] },
          items: { 0: { name: ['Length must be between 2 and 40.'] } },
        },
      },
      status: 'Unprocessable Entity',
    },
    [
      { field: 'title', kind: 'missing' },
      { field: 'nick', kind: 'unknown-field' },
      { field: 'address.zip', kind: 'too-short', least: 5 },
      { field: 'items[].name', kind: 'too-short', least: 2, most: 40 },
    ],
  ],
  [
    'Django REST framework',
    {
      title: ['This field is required.'],
      username: ['A user with that username already exists.'],
      age: ['Ensure this value is greater than or equal to 0.'],
      name: ['Ensure this field has no more than 30 characters.'],
      kind: ['"x" is not a valid choice.'],
    },
    [
      { field: 'title', kind: 'missing' },
      { field: 'username', kind: 'taken' },
      { field: 'age', kind: 'too-small', least: 0 },
      { field: 'name', kind: 'too-long', most: 30 },
      { field: 'kind', kind: 'choice' },
    ],
  ],
  [
    'Django password validators',
    {
      password: [
        'This password is too short. It must contain at least 8 characters.',
        'This password is too common.',
        'This password is entirely numeric.',
      ],
    },
    [
      { field: 'password', kind: 'too-short', least: 8 },
      { field: 'password', kind: 'weak-password' },
      { field: 'password', kind: 'weak-password', classes: ['lower', 'digit'] },
    ],
  ],
  [
    'Rails',
    {
      errors: {
        name: ["can't be blank"],
        email: ['has already been taken'],
        username: ['is too short (minimum is 3 characters)'],
        age: ['must be greater than 0'],
      },
    },
    [
      { field: 'name', kind: 'missing' },
      { field: 'email', kind: 'taken' },
      { field: 'username', kind: 'too-short', least: 3 },
      { field: 'age', kind: 'too-small', least: 1 },
    ],
  ],
  [
    'Rails, full messages',
    { errors: ["Name can't be blank", 'Email has already been taken', "Password confirmation doesn't match Password"] },
    [
      { field: 'name', kind: 'missing' },
      { field: 'email', kind: 'taken' },
      { field: 'password_confirmation', kind: 'missing' },
    ],
  ],
  [
    'Laravel',
    {
      message: 'The title field is required. (and 2 more errors)',
      errors: {
        title: ['The title field is required.'],
        password: ['The password field confirmation does not match.'],
        'address.zip': ['The address.zip field must be at least 5 characters.'],
      },
    },
    [
      { field: 'title', kind: 'missing' },
      { field: 'password_confirmation', kind: 'missing' },
      { field: 'address.zip', kind: 'too-short', least: 5 },
    ],
  ],
  [
    'Spring',
    {
      timestamp: '2026-01-01T00:00:00.000+00:00',
      status: 400,
      error: 'Bad Request',
      path: '/things',
      errors: [
        {
          codes: ['NotBlank.thing.title'],
          arguments: [{ defaultMessage: 'title', code: 'title' }],
          defaultMessage: 'must not be blank',
          objectName: 'thing',
          field: 'title',
          rejectedValue: null,
          code: 'NotBlank',
        },
        {
          defaultMessage: 'size must be between 8 and 64',
          objectName: 'thing',
          field: 'password',
          rejectedValue: 'abc',
          code: 'Size',
        },
        { defaultMessage: 'must be a well-formed email address', field: 'email', rejectedValue: 'x', code: 'Email' },
      ],
    },
    [
      { field: 'title', kind: 'missing' },
      { field: 'password', kind: 'too-short', least: 8, most: 64 },
      { field: 'email', kind: 'format', format: 'email' },
    ],
  ],
  [
    'ASP.NET',
    {
      type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
      title: 'One or more validation errors occurred.',
      status: 400,
      errors: {
        Title: ['The Title field is required.'],
        '$.age': ['The JSON value could not be converted to System.Int32. Path: $.age | LineNumber: 0'],
      },
      traceId: '00-1-2-00',
    },
    [
      { field: 'Title', kind: 'missing' },
      { field: 'age', kind: 'type', type: 'integer' },
    ],
  ],
  [
    'NestJS',
    {
      statusCode: 400,
      message: [
        'email must be an email',
        'password must be longer than or equal to 8 characters',
        'property nick should not exist',
        'title should not be empty',
        'address.zip must be a string',
      ],
      error: 'Bad Request',
    },
    [
      { field: 'email', kind: 'format', format: 'email' },
      { field: 'password', kind: 'too-short', least: 8 },
      { field: 'nick', kind: 'unknown-field' },
      { field: 'title', kind: 'missing' },
      { field: 'address.zip', kind: 'type', type: 'string' },
    ],
  ],
  [
    'RFC 9457 with pointers',
    {
      type: 'https://example.net/validation-error',
      title: 'Your request is not valid.',
      status: 422,
      errors: [{ detail: 'must be a positive integer', pointer: '#/age' }],
    },
    [{ field: 'age', kind: 'too-small', least: 1 }],
  ],
  [
    'RFC 7807 with invalid-params',
    {
      title: "Your request parameters didn't validate.",
      'invalid-params': [{ name: 'colour', reason: "must be 'green', 'red' or 'blue'" }],
    },
    [{ field: 'colour', kind: 'choice', choices: ['green', 'red', 'blue'] }],
  ],
  [
    'JSON:API',
    {
      errors: [
        {
          status: '422',
          source: { pointer: '/data/attributes/title' },
          title: 'Invalid Attribute',
          detail: "title can't be blank",
        },
      ],
    },
    [{ field: 'data.attributes.title', kind: 'missing' }],
  ],
  [
    'Mongoose',
    {
      message: 'Thing validation failed',
      errors: {
        title: { name: 'ValidatorError', message: 'Path `title` is required.', kind: 'required', path: 'title' },
      },
    },
    [{ field: 'title', kind: 'missing' }],
  ],
  ['a field at the top', { username: 'is already taken' }, [{ field: 'username', kind: 'taken' }]],
])('the errors of %s', (_, body, expected) => {
  expect(told(422, body, user)).toEqual(expected);
});

test.each<[string, Omit<Complaint, 'text'>]>([
  ['Username already exists', { field: 'username', kind: 'taken' }],
  ['User already exists. Please Log in.', { kind: 'taken' }],
  ['title is required', { field: 'title', kind: 'missing' }],
  ['Title is required', { field: 'title', kind: 'missing' }],
  ['Missing required field: book_title', { field: 'book_title', kind: 'missing' }],
  ["'title' is a required property", { field: 'title', kind: 'missing' }],
  ["Additional properties are not allowed ('nick' was unexpected)", { field: 'nick', kind: 'unknown-field' }],
  ['First name is required', { field: 'first_name', kind: 'missing' }],
  ['Please provide a title', { field: 'title', kind: 'missing' }],
  ['the password needs at least 12 characters', { field: 'password', kind: 'too-short', least: 12 }],
  ['Password must be 8-64 characters', { field: 'password', kind: 'too-short', least: 8, most: 64 }],
  [
    'Password must contain at least one uppercase letter, one lowercase letter, one number and one special character',
    { field: 'password', kind: 'weak-password', classes: ['lower', 'upper', 'digit', 'symbol'] },
  ],
  [
    'Password must be at least 10 characters and contain a digit',
    { field: 'password', kind: 'weak-password', classes: ['digit'], least: 10 },
  ],
  ['password is too weak', { field: 'password', kind: 'weak-password' }],
  ['age must be a number', { field: 'age', kind: 'type', type: 'number' }],
  ['age must be less than or equal to 120', { field: 'age', kind: 'too-large', most: 120 }],
  ['username must not be longer than 20 characters', { field: 'username', kind: 'too-long', most: 20 }],
  ['username may only contain letters', { field: 'username', kind: 'format', format: 'letters' }],
  ['date must be in the future', { field: 'date', kind: 'format', format: 'future' }],
  ['kind must be one of: a, b, c', { field: 'kind', kind: 'choice', choices: ['a', 'b', 'c'] }],
  ['Captcha verification failed', { kind: 'captcha' }],
  ['An invitation code is required to register', { kind: 'invitation' }],
  ['Please verify your email address before logging in', { kind: 'confirmation' }],
  ['Your account is not activated yet', { kind: 'confirmation' }],
  ['Authentication is required', { kind: 'missing' }],
  ['You shall not pass', { kind: 'other' }],
  ['Rate limit exceeded, max 5 requests', { kind: 'other' }],
  ['Email address is not valid', { field: 'email', kind: 'format', format: 'email' }],
  ['Passwords do not match', { field: 'password_confirmation', kind: 'missing' }],
  ['You must accept the terms', { field: 'terms', kind: 'missing' }],
  [
    'E11000 duplicate key error collection: app.users index: email_1 dup key: { email: "x" }',
    { field: 'email', kind: 'taken' },
  ],
])('the sentence: %s', (sentence, expected) => {
  for (const body of [
    { error: sentence },
    { message: sentence },
    { status: 'fail', detail: sentence },
    { errors: [sentence] },
  ]) {
    expect(told(400, body, user)).toEqual([expected]);
  }
  expect(told(400, `${sentence}\n`, user, 'text/plain')).toEqual([expected]);
  expect(
    told(400, `<html><head><title>400</title></head><body><p>${sentence}</p></body></html>`, user, 'text/html'),
  ).toEqual([expected]);
});

test('a list of missing fields in one sentence', () => {
  for (const error of [
    'Missing required fields: title, first_name',
    'title and first_name are required',
    'Missing title or first_name',
  ]) {
    expect(told(400, { error })).toEqual([
      { field: 'title', kind: 'missing' },
      { field: 'first_name', kind: 'missing' },
    ]);
  }
});

test('several complaints in one text', () => {
  const expected = [
    { field: 'title', kind: 'missing' },
    { field: 'username', kind: 'too-short', least: 3 },
  ];
  for (const message of [
    "body must have required property 'title', body/username must NOT have fewer than 3 characters",
    'title is required\nusername must be at least 3 characters',
    'title should not be empty, username must be longer than or equal to 3 characters',
    'title is required; username is too short (minimum is 3 characters)',
  ]) {
    expect(told(400, { message }, user)).toEqual(expected);
  }
});

describe('what is no complaint about the body', () => {
  test('a success', () => {
    expect(complaintsIn(answer(201, { error: 'title is required' }))).toEqual([]);
  });

  test('no answer', () => {
    expect(complaintsIn({ ...answer(400, ''), response: null })).toEqual([]);
  });

  test('an error of the server', () => {
    expect(complaintsIn(answer(500, { error: 'invalid state' }))).toEqual([{ kind: 'other', text: 'invalid state' }]);
    expect(complaintsIn(answer(502, ''))).toEqual([{ kind: 'other', text: 'HTTP 502' }]);
  });
});

test('texts are cut and hold no control characters', () => {
  const [complaint] = complaintsIn(answer(400, { error: `\u001b[31m${'title is required '.repeat(100)}` }));
  expect(complaint?.text.length).toBeLessThanOrEqual(200);
  expect(complaint?.text).not.toMatch(/\p{Cc}/u);
});

test('names of the prototype are names', () => {
  const body = '{"errors":{"__proto__":["is required"],"constructor":["is required"]}}';
  expect(told(400, body)).toEqual([
    { field: '__proto__', kind: 'missing' },
    { field: 'constructor', kind: 'missing' },
  ]);
});

describe('hostile bodies', () => {
  const words = fc.constantFrom(
    'errors',
    'error',
    'message',
    'detail',
    'loc',
    'path',
    'msg',
    'params',
    'ctx',
    'is required',
    'must be',
    'at least 8 characters',
    'one of: a, b',
    '"x"',
    '__proto__',
    'constructor',
    '',
    '\u0000',
    'body',
  );
  const { node } = fc.letrec<{ node: Json }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 6 },
      words,
      fc.integer(),
      fc.constant(null),
      fc.array(tie('node'), { maxLength: 4 }),
      fc.dictionary(words, tie('node'), { maxKeys: 4 }) as fc.Arbitrary<Json>,
    ),
  }));

  test('any JSON gives complaints within the bounds', () => {
    fc.assert(
      fc.property(node, fc.option(node, { nil: undefined }), (body, sent) => {
        const complaints = complaintsIn(answer(400, body === '' ? '""' : JSON.stringify(body)), sent);
        expect(complaints.length).toBeGreaterThan(0);
        for (const { text, field } of complaints) {
          expect(text.length).toBeLessThanOrEqual(200);
          expect(field).not.toBe('');
        }
      }),
      { numRuns: 300 },
    );
  });

  test('any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('text/plain', 'text/html'), (body, type) => {
        expect(complaintsIn(answer(400, body, type)).length).toBeGreaterThan(0);
      }),
    );
  });

  test.each([
    '<',
    '<script',
    'a and ',
    'missing ',
    '"a',
    'must be one of ',
    '1 to ',
    '[',
    'not have ',
    'e-mail ',
  ])('a long row of %s', (piece) => {
    const text = piece.repeat(300_000 / piece.length);
    expect(complaintsIn(answer(400, text, 'text/html')).length).toBeLessThanOrEqual(50);
    const wide = Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => [`${piece}${index}`, [text.slice(0, 500)]]),
    );
    expect(complaintsIn(answer(400, { errors: wide })).length).toBeLessThanOrEqual(50);
  });
});
