import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { predictability } from './predictability.ts';

describe('identifiers that can be guessed', () => {
  test.each([
    ['numbers in a row', ['7', '8', '9'], { pattern: 'sequential', bits: 0 }],
    ['numbers with gaps', ['100', '164', '228'], { pattern: 'sequential', bits: 6 }],
    ['numbers in no order', ['9', '7', '8'], { pattern: 'sequential', bits: 0 }],
    ['short random numbers', ['104417', '559021', '910334'], { pattern: 'a short number', bits: 19 }],
    ['numbers behind a prefix', ['ORD-7', 'ORD-8', 'ORD-9'], { pattern: 'sequential', bits: 0 }],
    ['e-mail addresses', ['a@b.cd', 'e@f.gh', 'i@j.kl'], { pattern: 'the e-mail address', bits: 0 }],
    ['short codes', ['a1b', 'c2d', 'e3f'], { pattern: 'short', bits: 12 }],
    [
      'UUIDs of one machine',
      [
        'c232ab00-9414-11ec-b3c8-9f6bdeced846',
        'c232ab01-9414-11ec-b3c8-9f6bdeced846',
        'd9428888-122b-11e1-b85c-61cd3cbb3210',
      ],
      { pattern: 'a time-based UUID', bits: 24 },
    ],
    [
      'ObjectIds of one process',
      ['507f1f77bcf86cd799439011', '507f1f77bcf86cd799439012', '507f191e810c19729de860ea'],
      { pattern: 'a time and a counter (ObjectId)', bits: 16 },
    ],
  ])('%s', (_, values, expected) => {
    expect(predictability(values)).toEqual(expected);
  });
});

describe('identifiers that cannot', () => {
  test.each([
    ['long random numbers', ['903471120388417', '128840937710265', '560017293384011']],
    ['numbers of several series', ['ORD-7', 'INV-8', 'ORD-9']],
    ['ULIDs', ['01J5N3T8Y4K7QW9ZB2C6D8E0FG', '01J5N3T8Y5HXR1M4P7S9V0A2BC', '01J5N3T8Y6DN8E3G5J7K9M1Q4R']],
    ['words', ['north', 'south', 'west']],
    [
      'ObjectIds of many processes',
      ['507f1f77bcf86cd799439011', '507f191e810c19729de860ea', '5f1d7e3ac9b2a8d4e6f01234'],
    ],
  ])('%s', (_, values) => {
    expect(predictability(values)).toBeUndefined();
  });

  test('random UUIDs', () => {
    const random = fc.uniqueArray(fc.uuid({ version: [4, 7] }), { minLength: 3, maxLength: 8 });
    fc.assert(
      fc.property(random, (values) => {
        expect(predictability(values)).toBeUndefined();
      }),
    );
  });
});

test('any texts are judged without an error, and few bits are promised', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 3 }), (values) => {
      const found = predictability(values);
      if (found !== undefined) expect(found.bits).toSatisfy((bits: number) => bits >= 0 && bits < 40);
    }),
  );
});
