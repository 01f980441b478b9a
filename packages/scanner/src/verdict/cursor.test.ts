import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCursor } from './cursor.ts';

const key = { pk: 'USER#alice', sk: 'NOTE#3' };
const text = JSON.stringify(key);

describe('a cursor is readable', () => {
  test.each([
    ['JSON', text, 'JSON'],
    ['base64url', Buffer.from(text).toString('base64url'), 'base64url JSON'],
    ['base64 with padding', btoa(text), 'base64url JSON'],
    ['percent-encoded base64', encodeURIComponent(btoa(`${text}  `)), 'base64 JSON'],
  ])('as %s that names the caller', (_, cursor, format) => {
    expect(decodeCursor(cursor, ['alice'])).toEqual({ format, key });
  });

  test('when it names the caller plainly or nested', () => {
    expect(decodeCursor('{"user_id":{"S":"alice"}}', ['alice'])?.format).toBe('JSON');
    expect(decodeCursor('{"user":7}', ['7'])?.format).toBe('JSON');
  });
});

describe('a cursor is opaque', () => {
  test.each([
    ['random', 'kW3vTqLx9aPzZr8m'],
    ['a number', '17'],
    ['a list', '["alice"]'],
    ['one of somebody else', '{"pk":"USER#bob"}'],
    ['one that only resembles the caller', '{"pk":"USER#malice"}'],
    ['signed', '{"pk":"USER#alice","sig":"c2lnbmF0dXJl"}'],
    ['binary in base64', btoa('\xff\xfe\x00alice')],
    ['a stray percent sign', '%E0%A4%A'],
    ['empty', ''],
  ])('when it is %s', (_, cursor) => {
    expect(decodeCursor(cursor, ['alice'])).toBeUndefined();
  });

  test('whatever a server hands out, unless it names the caller', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.json()), (cursor) => {
        expect(decodeCursor(cursor, ['a subject that is nowhere'])).toBeUndefined();
      }),
    );
  });
});

test('one subject of the caller is enough', () => {
  expect(decodeCursor(text, ['u-1', 'alice'])?.format).toBe('JSON');
});

test.each(['signature', 'MAC', 'hmac', 'tag'])('a %s signs it', (name) => {
  expect(decodeCursor(JSON.stringify({ ...key, [name]: 'c2ln' }), ['alice'])).toBeUndefined();
});

test.each(['sigma', 'stage_tag', 'tags'])('a %s does not', (name) => {
  expect(decodeCursor(JSON.stringify({ ...key, [name]: 'c2ln' }), ['alice'])?.format).toBe('JSON');
});

test('what is no text in its bytes is no key', () => {
  const bytes = Buffer.concat([Buffer.from('{"pk":"USER#alice","x":"'), Buffer.from([0xff]), Buffer.from('"}')]);
  expect(decodeCursor(bytes.toString('base64'), ['alice'])).toBeUndefined();
  expect(decodeCursor(` ${btoa(text)}`, ['alice'])).toBeUndefined();
  expect(decodeCursor(`${btoa(text)} `, ['alice'])).toBeUndefined();
  expect(decodeCursor(btoa(`${text} `), ['alice'])?.format).toBe('base64url JSON');
});
