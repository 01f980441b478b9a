import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lookalike } from './lookalike.ts';

describe('a lookalike has the shape of the original', () => {
  test.each([
    [
      'a UUID of version 4',
      '9f1c1f0e-6b8e-4c37-9d3c-0a51c3f7be11',
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-9[0-9a-f]{3}-[0-9a-f]{12}$/,
    ],
    [
      'a UUID of version 7',
      '01912d3c-7c1e-7b7a-bc3f-2f8a1d4e6b90',
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-b[0-9a-f]{3}-[0-9a-f]{12}$/,
    ],
    ['a small number', '7', /^99\d{4}$/],
    ['a number of 8 digits', '10417734', /^99\d{6}$/],
    ['a number that is high already', '99000001', /^8\d{7}$/],
    ['an ObjectId', '507f1f77bcf86cd799439011', /^[0-9a-f]{24}$/],
    ['a ULID', '01J5N3T8Y4K7QW9ZB2C6D8E0FG', /^0[0-9A-HJKMNP-TV-Z]{25}$/],
    ['an e-mail address', 'al@example.com', /^[a-z]{8,}@example\.com$/],
    ['a key with a prefix', 'USER#alice1', /^USER#[a-z]{5}\d$/],
    ['a slug', 'rivers-of-the-north', /^rivers-[a-z]{2}-[a-z]{3}-[a-z]{5}$/],
    ['a short name', 'bob', /^[a-z]{6}$/],
  ])('%s', (_, value, shape) => {
    expect(lookalike(value, 7)).toMatch(shape);
    expect(lookalike(value, 7)).not.toBe(value);
  });
});

test('it never is the original, and the same for the same seed', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.uuid(), fc.nat().map(String), fc.emailAddress()), fc.nat(), (value, seed) => {
      expect(lookalike(value, seed)).not.toBe(value);
      expect(lookalike(value, seed)).toBe(lookalike(value, seed));
    }),
  );
});

test('another seed gives another one', () => {
  const made = new Set([1, 2, 3, 4].map((seed) => lookalike('9f1c1f0e-6b8e-4c37-9d3c-0a51c3f7be11', seed)));
  expect(made.size).toBe(4);
});
