import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCursors } from './cursors.ts';

const cursors = createCursors();
const owner = fc.string({ maxLength: 40 });
const position = fc.string({ maxLength: 60, unit: 'grapheme' }).filter((text) => text.isWellFormed());

test('an owner gets the position back, and no other owner does', () => {
  fc.assert(
    fc.property(owner, owner, position, (mine, other, place) => {
      const cursor = cursors.seal(mine, place);
      expect(cursors.open(mine, cursor)).toBe(place);
      if (mine.toWellFormed() !== other.toWellFormed()) expect(cursors.open(other, cursor)).toBeNull();
    }),
  );
});

test('no character of a cursor can be changed, dropped or added', () => {
  const cursor = cursors.seal('alice', 'f8a84e24-cbf9-47f8-aa4b-990a353673a2');
  const places = Array.from(cursor, (_, index) => index);
  const others = (index: number) => [...'AZaz09-_=+/ \n'].filter((character) => character !== cursor[index]);
  const mutants = places.flatMap((index) => [
    ...others(index).map((character) => cursor.slice(0, index) + character + cursor.slice(index + 1)),
    cursor.slice(0, index) + cursor.slice(index + 1),
    `${cursor.slice(0, index)}=${cursor.slice(index)}`,
  ]);
  expect(mutants.filter((mutant) => cursors.open('alice', mutant) !== null)).toEqual([]);
});

test('any other text opens nothing', () => {
  fc.assert(fc.property(owner, fc.string({ maxLength: 2000 }), (mine, text) => cursors.open(mine, text) === null));
});

test('a cursor of another start opens nothing, and shows nothing', () => {
  const cursor = createCursors().seal('alice', 'f8a84e24');
  expect(cursors.open('alice', cursor)).toBeNull();
  expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toContain('f8a84e24');
});
