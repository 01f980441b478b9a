import type { Json } from '@middlebrick/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChanges, impersonate, nobodyChanges, payloadLeaves } from './payload.ts';

const { payload: payloads } = fc.letrec<{ payload: Json }>((tie) => ({
  payload: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(fc.string(), fc.integer(), fc.boolean()),
    fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), tie('payload')),
    fc.array(tie('payload'), { maxLength: 4 }),
  ),
}));

describe('changes', () => {
  test('reach nested data, keep numbers numbers, and leave the original alone', () => {
    const payload = { sub: 1042, user: { id: 7, tags: ['a', 'b'] }, 'https://acme.example/uid': 'bob' };
    const before = structuredClone(payload);
    expect(
      applyChanges(payload, {
        sub: '1041',
        'user.id': 'x',
        'user.tags.1': 'c',
        'https://acme.example/uid': 'alice',
        added: 'yes',
      }),
    ).toEqual({
      sub: 1041,
      user: { id: 'x', tags: ['a', 'c'] },
      'https://acme.example/uid': 'alice',
      added: 'yes',
    });
    expect(payload).toEqual(before);
    expect(applyChanges('bob', { '': 'alice' })).toBe('alice');
  });

  test('putting every leaf back where it was changes nothing', () => {
    fc.assert(
      fc.property(payloads, (payload) => {
        const leaves = payloadLeaves(payload);
        const again = applyChanges(payload, Object.fromEntries(leaves.map(({ path, value }) => [path, value])));
        expect(again).toEqual(payload);
      }),
    );
  });

  test('any path and value at all is taken without an exception', () => {
    fc.assert(
      fc.property(
        payloads,
        fc.dictionary(fc.string(), fc.string()),
        (payload, changes) => void applyChanges(payload, changes),
      ),
    );
  });
});

describe('impersonation', () => {
  const bob = { subjects: ['1042', 'bob'] };
  const claims = { sub: '1042', name: 'bob', scope: 'read', jti: '1042', iat: 5 };

  test('takes the values of the other token at the same place', () => {
    const alice = { subjects: [], payload: { sub: '1041', name: 'alice', scope: 'read' } };
    expect(impersonate(claims, bob, alice)).toEqual({ sub: '1041', name: 'alice' });
  });

  test('takes subjects of the same kind when there is no other token', () => {
    expect(impersonate(claims, bob, { subjects: ['alice', '1041'] })).toEqual({ sub: '1041', name: 'alice' });
    expect(impersonate({ sub: 'x-9' }, { subjects: [] }, { subjects: ['x-8'] })).toEqual({ sub: 'x-8' });
    expect(impersonate({ scope: 'read' }, bob, { subjects: ['alice'] })).toEqual({});
  });

  test('nobody is named by values that replace those of the holder', () => {
    expect(nobodyChanges(claims, bob, (value) => `no-${value}`)).toEqual({ sub: 'no-1042', name: 'no-bob' });
  });
});
