import type { Identity } from '@middlebrick/model';
import { describe, expect, test } from 'vitest';
import { membersNamedIn, ownerNamedIn, subjectIndex } from './ownership.ts';

const identity = (name: string, subjects: string[]): Identity => ({
  name,
  credential: 'bearer',
  subjects,
  isPrivileged: false,
});
const subjects = subjectIndex([
  identity('alice', ['u-1', 'alice@example.com', 'acme', 'alice']),
  identity('bob', ['u-2', 'acme', 'bob']),
]);

test('a subject belongs to the one identity that has it, and a shared one to none', () => {
  expect([...subjects]).toEqual([
    ['u-1', 'alice'],
    ['alice@example.com', 'alice'],
    ['alice', 'alice'],
    ['u-2', 'bob'],
    ['bob', 'bob'],
  ]);
});

describe('the owner of an object', () => {
  test.each([
    [{ owner_id: 'u-1' }, { owner: 'alice', attribute: 'owner_id' }],
    [
      { id: 'n-1', user: { id: 'u-2', name: 'Bob' } },
      { owner: 'bob', attribute: 'user' },
    ],
    [
      { pk: 'USER#u-1', sk: 'NOTE#1' },
      { owner: 'alice', attribute: 'pk' },
    ],
    [{ createdBy: 'alice@example.com' }, { owner: 'alice', attribute: 'createdBy' }],
    [
      { customer_email: 'alice@example.com', owner: 'u-1' },
      { owner: 'alice', attribute: 'customer_email' },
    ],
    [{ owner_id: 'u-1', author_id: 'u-2' }, undefined],
    [{ title: 'alice' }, undefined],
    [{ owner_id: 'acme' }, undefined],
    [{ owner_id: 'somebody' }, undefined],
    [{ owner_id: null, user: ['u-1'] }, undefined],
  ])('%j', (object, expected) => {
    expect(ownerNamedIn(object as never, subjects)).toEqual(expected);
  });

  test('is a number where subjects are numbers', () => {
    expect(ownerNamedIn({ user_id: 7 }, subjectIndex([identity('alice', ['7'])]))?.owner).toBe('alice');
  });
});

describe('the members of an object', () => {
  test.each([
    [{ owner: 'u-1', members: ['u-1', 'u-2'] }, ['bob']],
    [{ owner: 'u-1', shared_with: { user: 'u-2' } }, ['bob']],
    [{ owner: 'u-1', tags: ['bob'] }, ['bob']],
    [{ owner: 'u-1', recipient_id: 'u-2' }, ['bob']],
    [{ owner: 'u-1', reviewed: 'u-2' }, []],
    [{ owner: 'u-1', title: 'bob' }, []],
    [{ owner: 'u-1' }, []],
  ])('%j', (object, expected) => {
    expect(membersNamedIn(object, 'alice', subjects)).toEqual(expected);
  });
});
