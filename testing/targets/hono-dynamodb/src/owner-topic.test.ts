import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownerTopic } from './owner-topic.ts';

test.each([
  ['1041', 'work', '1041#work'],
  ['a#b', 'c', 'a~1b#c'],
  ['a', 'b#c', 'a#b~1c'],
  ['a~1b', 'c', 'a~01b#c'],
])('%s and %s become %s', (owner, topic, key) => {
  expect(ownerTopic(owner, topic)).toBe(key);
});

test('two pairs never share a key', () => {
  // Few characters, so that the pairs that a naive join confuses really occur.
  const part = fc.string({ unit: fc.constantFrom('a', '#', '~', '0', '1'), maxLength: 6 });
  fc.assert(
    fc.property(part, part, part, part, (owner, topic, otherOwner, otherTopic) => {
      const same = owner === otherOwner && topic === otherTopic;
      expect(ownerTopic(owner, topic) === ownerTopic(otherOwner, otherTopic)).toBe(same);
    }),
    { numRuns: 5000 },
  );
});
