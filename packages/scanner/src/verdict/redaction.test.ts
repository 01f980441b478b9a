import { answered } from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
import { type PrivateLeaf, privateLeaves, recallOf } from './compare.ts';
import { graveLeaves, holdsContact, isProfileOnly, isRedacted } from './redaction.ts';

const leavesOf = (body: unknown): PrivateLeaf[] => privateLeaves([answered(body)], [], []);
const keysOf = (leaves: readonly PrivateLeaf[]): string[] => leaves.map(({ key }) => key);

describe('what alone proves harm', () => {
  const found = (owner: unknown, answer: unknown): string[] =>
    keysOf(graveLeaves(answered(answer), recallOf(answered(answer), leavesOf(owner)).found));

  test('is a value of a grave class, and nothing of another', () => {
    const person = { ssn: '219-09-9998', email: 'alice@example.org', title: 'Rivers of the north' };
    expect(found(person, person)).toEqual(['ssn']);
  });

  test('stands anywhere when it is particular, and else only where the owner has it', () => {
    expect(found({ ssn: '219-09-9998' }, { number: '219-09-9998' })).toEqual(['ssn']);
    expect(found({ salary: 4200 }, { salary: 4200 })).toEqual(['salary']);
    expect(found({ salary: 4200 }, { visits: 4200 })).toEqual([]);
  });

  test('is not a zero', () => {
    expect(found({ balance: 0, salary: 4200 }, { balance: 0, salary: 4200 })).toEqual(['salary']);
  });
});

test('one way to reach a person is contact data', () => {
  expect(holdsContact(leavesOf({ title: 'Rivers of the north', email: 'alice@example.org' }))).toBe(true);
  expect(holdsContact(leavesOf({ title: 'Rivers of the north' }))).toBe(false);
  expect(holdsContact([])).toBe(false);
});

describe('public profiles', () => {
  test.each([
    { name: 'Alice', avatar_url: 'https://a.test/1.png', bio: 'Walks a lot', followers: 12 },
    { userName: 'alice', displayName: 'Alice', joinedAt: 'May' },
    { post_counts: 17, links: 'https://a.test' },
  ])('show names, pictures and counts', (body) => {
    expect(isProfileOnly(leavesOf(body))).toBe(true);
  });

  test.each([
    { name: 'Alice', diagnosis: 'Asthma' },
    { names_of_children: 'Carl' },
    { nameless: 'yes' },
    { rename: 'yes' },
    { names: ['Alice', 'Carl'] },
  ])('show nothing else, and no lists', (body) => {
    expect(isProfileOnly(leavesOf(body))).toBe(false);
  });
});

describe('a view for others', () => {
  const owner = { title: 'Blood test', body: 'Fasting since', room: 'A7 west', phone: '0795550199' };
  const redacted = (answer: unknown): boolean => {
    const leaves = leavesOf(owner);
    return isRedacted(answered(answer), leaves, recallOf(answered(answer), leaves).found);
  };

  test.each([
    ['leaves fields out', { title: 'Blood test', room: 'A7 west' }],
    ['empties fields', { ...owner, body: null, phone: null }],
    ['masks fields', { ...owner, body: '***', phone: '********' }],
  ])('%s', (_, answer) => {
    expect(redacted(answer)).toBe(true);
  });

  test.each([
    ['the same', owner],
    ['all but a quarter', { ...owner, phone: null }],
    ['other values in the same places', { title: 'Nails', body: 'The shed', room: 'B3', phone: '0315550142' }],
    ['numbers in the same places', { title: 1, body: 2, room: 3, phone: 4 }],
  ])('is not %s', (_, answer) => {
    expect(redacted(answer)).toBe(false);
  });
});
