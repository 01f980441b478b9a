import type { Identity } from '@middlebrick/model';
import { answered } from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
import { foreignPairs, isListedFor } from './pairs.ts';
import type { ListedItem, OwnedObject } from './survey.ts';

const identity = (name: string, isPrivileged = false): Identity => ({
  name,
  credential: 'bearer',
  subjects: [name],
  isPrivileged,
});
const [alice, bob, carol, rosa] = [identity('alice'), identity('bob'), identity('carol'), identity('rosa', true)];
const operation = 'GET /notes/{id}';

const object = (id: string, owner: string, members: string[] = []): OwnedObject => ({
  operation,
  parameter: 'id',
  values: { id },
  owner,
  evidence: 'listed',
  reason: 'listed',
  members,
  request: { method: 'GET', path: `/notes/${id}` },
  exchange: answered({ id }),
});
const item = (identity: string, id: string, operation = 'GET /notes'): ListedItem => ({
  operation,
  identity,
  list: 'items[]',
  ids: { id },
});
const pairsOf = (objects: OwnedObject[], identities: Identity[], items: ListedItem[] = [], limit?: number): string[] =>
  foreignPairs(operation, { objects, identities, items }, limit).map(
    ({ object: { values }, owner, other, own }) =>
      `${owner.name}'s ${values.id} by ${other.name}${own === undefined ? '' : ` with ${own.values.id}`}`,
  );

describe('pairs of an object and a stranger', () => {
  test('need an owner and somebody else', () => {
    expect(pairsOf([object('n-1', 'alice')], [alice])).toEqual([]);
    expect(pairsOf([object('n-1', 'nobody')], [alice, bob])).toEqual([]);
    expect(pairsOf([{ ...object('n-1', 'alice'), operation: 'GET /other/{id}' }], [alice, bob])).toEqual([]);
  });

  test('with an object of the stranger come first', () => {
    expect(pairsOf([object('n-1', 'alice'), object('n-2', 'bob')], [alice, carol, bob])).toEqual([
      "alice's n-1 by bob with n-2",
      "bob's n-2 by alice with n-1",
      "alice's n-1 by carol",
    ]);
  });

  test('put shared objects, owners with privileges and privileged strangers last', () => {
    const objects = [object('n-0', 'alice', ['bob']), object('n-9', 'rosa'), object('n-1', 'alice')];
    expect(pairsOf(objects, [alice, bob, rosa], [], 9)).toEqual([
      "alice's n-1 by bob",
      "rosa's n-9 by alice with n-0",
      "rosa's n-9 by bob",
      "alice's n-0 by bob",
      "alice's n-0 by rosa with n-9",
      "alice's n-1 by rosa with n-9",
    ]);
  });

  test('are at most as many as asked for', () => {
    const objects = ['n-1', 'n-2', 'n-3'].map((id) => object(id, 'alice'));
    expect(pairsOf(objects, [alice, bob, carol])).toHaveLength(3);
    expect(pairsOf(objects, [alice, bob, carol], [], 1)).toEqual(["alice's n-1 by bob"]);
  });
});

describe('an object is listed for somebody else', () => {
  const own = [item('alice', 'n-1'), item('alice', 'n-2'), item('bob', 'n-3')];

  test('when a list that differs from caller to caller shows it', () => {
    expect(isListedFor(object('n-1', 'alice'), 'bob', [...own, item('bob', 'n-1')])).toBe(true);
    expect(isListedFor(object('n-1', 'alice'), 'bob', own)).toBe(false);
  });

  test('not when the list shows everybody everything', () => {
    const index = ['alice', 'bob'].flatMap((name) => [item(name, 'n-1'), item(name, 'n-2')]);
    expect(isListedFor(object('n-1', 'alice'), 'bob', index)).toBe(false);
  });

  test('not when it has no id', () => {
    expect(isListedFor({ ...object('n-1', 'alice'), values: {} }, 'bob', [item('bob', 'n-1')])).toBe(false);
  });
});
