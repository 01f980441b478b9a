import { answered, refusedWith, unanswered } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import { type AdministeredEvidence, judgeAdministered } from './administered.ts';

const before = answered({ id: 'u-1', role: 'user', reads_count: 4 });
const evidence = (
  attack: Partial<AdministeredEvidence['attack']> = {},
  rest: Partial<AdministeredEvidence> = {},
): AdministeredEvidence => ({
  intent: 'change',
  signs: ['u-1'],
  isList: false,
  attack: { before, write: answered({}), canaries: [], sent: { role: 'admin' }, after: [before], ...attack },
  again: before,
  ...rest,
});

test.each<[string, AdministeredEvidence, string]>([
  ['what was sent is read', evidence({ after: [answered({ id: 'u-1', role: 'admin' })] }), 'vulnerable done'],
  [
    'something else changed',
    evidence({ sent: null, after: [answered({ id: 'u-1', role: 'user', state: 'locked' })] }),
    'vulnerable done',
  ],
  [
    'only a counter changed',
    evidence({ sent: null, after: [answered({ id: 'u-1', role: 'user', reads_count: 5 })] }),
    'inconclusive noEffect',
  ],
  [
    'what changes by itself changed',
    evidence(
      { sent: null, after: [answered({ id: 'u-1', role: 'user', mood: 'c' })] },
      {
        again: answered({ id: 'u-1', role: 'user', mood: 'b' }),
        attack: {
          ...evidence().attack,
          before: answered({ id: 'u-1', role: 'user', mood: 'a' }),
          after: [answered({ id: 'u-1', role: 'user', mood: 'c' })],
        },
      },
    ),
    'inconclusive noEffect',
  ],
  [
    'it is refused and something changed that was not sent',
    evidence({ write: refusedWith(403), after: [answered({ id: 'u-1', state: 'locked' })] }),
    'hardened refused',
  ],
  ['it is gone', evidence({ sent: null, after: [refusedWith(404)] }, { intent: 'remove' }), 'vulnerable done'],
  ['403', evidence({ write: refusedWith(403) }), 'hardened refused'],
  ['a redirect', evidence({ write: refusedWith(302) }), 'hardened refused'],
  ['404', evidence({ write: refusedWith(404) }), 'inconclusive hidden'],
  ['422', evidence({ write: refusedWith(422) }), 'inconclusive bodyRefused'],
  ['500', evidence({ write: refusedWith(500) }), 'inconclusive noAnswer'],
  ['no answer', evidence({ write: unanswered() }), 'inconclusive noAnswer'],
  ['its owner never read it', evidence({ before: refusedWith(404) }), 'inconclusive ownerCannotRead'],
])('%s', (_, given, expected) => {
  const { outcome, rule } = judgeAdministered(given);
  expect(`${outcome} ${rule}`).toBe(expected);
});

test('a plain verdict holds nothing, and one of a side effect where it was seen', () => {
  expect(judgeAdministered(evidence())).toEqual({
    rule: 'noEffect',
    outcome: 'inconclusive',
    found: [],
    isUnmistakable: false,
  });
  const seenIn = answered({ id: 'u-1', role: 'user', state: 'locked' });
  expect(judgeAdministered(evidence({ sent: null, after: [before, seenIn] }))).toEqual({
    rule: 'done',
    outcome: 'vulnerable',
    found: [{ path: 'state', value: 'locked' }],
    isUnmistakable: false,
    seenIn,
  });
});

test('a side effect is none in a list, and none of a removal', () => {
  const after = [answered([{ id: 'u-1', role: 'user', state: 'locked' }])];
  const list = { before: answered([{ id: 'u-1', role: 'user' }]), sent: null, after };
  const again = answered([{ id: 'u-1', role: 'user' }]);
  expect(judgeAdministered(evidence(list, { isList: true, again })).rule).toBe('noEffect');
  expect(judgeAdministered(evidence(list, { again })).rule).toBe('done');
  const changed = { sent: null, after: [answered({ id: 'u-1', role: 'user', state: 'locked' })] };
  expect(judgeAdministered(evidence(changed, { intent: 'remove' })).rule).toBe('noEffect');
});
