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

describe('one identifier of another kind makes the kind another', () => {
  const timed = ['c232ab00-9414-11ec-b3c8-9f6bdeced846', 'c232ab01-9414-11ec-b3c8-9f6bdeced846'];
  const objectIds = ['507f1f77bcf86cd799439011', '507f1f77bcf86cd799439012'];
  test.each([
    ['a random UUID among those of one machine', [...timed, '7d793037-a076-4a61-b2a6-9e1dfd5a2f00']],
    ['a word before a UUID', [...timed, `x${timed[0]}`]],
    ['a word behind a UUID', [...timed, `${timed[0]}x`]],
    ['UUIDs of as many machines', [...timed.slice(1), 'd9428888-122b-11e1-b85c-61cd3cbb3210']],
    ['a word among ObjectIds', [...objectIds, 'north-of-the-river-and-on']],
    ['an ObjectId and more', [...objectIds, '507f1f77bcf86cd799439013ff']],
    ['an ObjectId behind more', [...objectIds, 'zz507f1f77bcf86cd799439013']],
    ['a name among e-mail addresses', ['a@b.cd', 'e@f.gh', 'north of the river']],
    ['words with a digit somewhere', ['north', 'south1', 'west']],
    ['short texts with other signs', ['a b1', 'c d2', 'e f3']],
    ['short texts that end with other signs', ['ab1!', 'cd2!', 'ef3!']],
    ['short texts that begin with other signs', ['!ab1', '!cd2', '!ef3']],
    ['a text of seven small letters and digits among shorter ones', ['a1', 'zzzzzzzzz9', 'c3']],
  ])('%s', (_, values) => {
    expect(predictability(values)).toBeUndefined();
  });

  test('the case of a hexadecimal identifier says nothing', () => {
    const upper = timed.map((value, index) => (index === 0 ? value.toUpperCase() : value));
    expect(predictability(upper)?.pattern).toBe('a time-based UUID');
    expect(predictability(['507F1F77BCF86CD799439011', objectIds[1] ?? ''])?.bits).toBe(16);
  });
});

describe('the bits to guess', () => {
  test('follow the gap in the middle, whatever the order of the numbers', () => {
    expect(predictability(['1000', '9', '10', '500'])).toEqual({ pattern: 'a short number', bits: 9 });
    expect(predictability(['1', '2', '100000'])).toEqual({ pattern: 'a short number', bits: 17 });
    expect(predictability(['1', '101', '111', '112', '1000'])?.bits).toBe(7);
    expect(predictability(['1', '65', '129'])?.pattern).toBe('sequential');
    expect(predictability(['1', '66', '131'])?.pattern).toBe('a short number');
  });

  test('are too many at forty', () => {
    const apart = (gap: number) => [1, 1 + gap, 1 + 2 * gap].map(String);
    expect(predictability(apart(2 ** 39))).toEqual({ pattern: 'a short number', bits: 39 });
    expect(predictability(apart(2 ** 39 + 1))).toBeUndefined();
    expect(predictability(['a1bcdef01', '012345678', 'fedcba987'])?.bits).toBe(36);
    expect(predictability(['abcdef012a', 'fedcba987a', '01234abcda'])).toBeUndefined();
  });

  test('follow the longest identifier and its alphabet', () => {
    expect(predictability(['1z', '22z', '333z'])).toEqual({ pattern: 'short', bits: 20 });
    expect(predictability(['1Z', '22Z', '333Z'])).toEqual({ pattern: 'short', bits: 23 });
    expect(predictability(['1f', '22f', '333z'])).toEqual({ pattern: 'short', bits: 20 });
    expect(predictability(['1f', '22-f', '333-f'])).toEqual({ pattern: 'short', bits: 29 });
    expect(predictability(['1-z', '2-z', '33z'])).toEqual({ pattern: 'short', bits: 17 });
    expect(predictability(['-1z', '-2z', '-3z'])).toEqual({ pattern: 'short', bits: 17 });
  });
});
