import { describe, expect, test } from 'vitest';
import { sampleFindings } from '../../../../testing/kit/src/sample-findings.ts';
import { checks } from '../../../scanner/src/checks/index.ts';
import { codeRules } from '../rules/index.ts';
import { sameQuestions, sayingTheSame } from './same-question.ts';

const [sample] = sampleFindings();
if (sample === undefined) throw new Error('the sample has findings');

const scanned = (check: string) => ({ ...sample, check });
const read = (check: string, more: Partial<typeof sample> = {}) => ({
  ...sample,
  check,
  places: [],
  proof: [],
  ...more,
});
const here = (check: string, more: Partial<typeof sample> = {}) => read(check, { places: sample.places, ...more });

describe('the table', () => {
  test('names checks of a scan and rules of an audit with their kinds, and nothing else', () => {
    const ids = new Set<string>(checks.map(({ id }) => id));
    expect(Object.keys(sameQuestions).filter((id) => !ids.has(id))).toEqual([]);
    const kinds = new Map(codeRules.map((rule): [string, string[]] => [rule.id, Object.keys(rule.messages)]));
    const unknown = Object.values(sameQuestions).flatMap(({ rules }) =>
      rules.filter((one) => {
        const [rule, kind] = typeof one === 'string' ? [one] : [one.rule, one.kind];
        return !(kinds.get(rule)?.includes(kind ?? kinds.get(rule)?.[0] ?? '') ?? false);
      }),
    );
    expect(unknown).toEqual([]);
  });

  test('has an answer for each check that asks whose an object is by reading or writing it', () => {
    const without = checks.filter(({ id }) => id.startsWith('bola/') && sameQuestions[id] === undefined);
    // Whether an id exists, and whether it can be guessed, is no question of keys.
    expect(without.map(({ id }) => id)).toEqual(['bola/existence-oracle', 'bola/predictable-identifiers']);
  });
});

describe('what says the same', () => {
  test.each([
    ['of a route', 'bola/foreign-object-read', [here('code/foreign-key-read')], [], ['code/foreign-key-read']],
    [
      'the best explanation first',
      'bola/cursor-tampering',
      [here('code/foreign-key-read'), here('code/client-cursor')],
      [],
      ['code/client-cursor', 'code/foreign-key-read'],
    ],
    ['nothing of another question', 'bola/foreign-object-read', [here('code/foreign-key-write')], [], []],
    ['nothing for a check without an answer', 'bola/existence-oracle', [here('code/foreign-key-read')], [], []],
    ['nothing for what is called like a part of every object', 'constructor', [here('code/foreign-key-read')], [], []],
    [
      'a setting, which has no route',
      'data/debug-mode',
      [],
      [read('code/debug-mode', { kind: 'on' })],
      ['code/debug-mode'],
    ],
    ['nothing of another kind', 'data/debug-mode', [], [read('code/debug-mode', { kind: 'dumped' })], []],
    [
      'nothing where two settings could be meant',
      'data/debug-mode',
      [],
      [read('code/debug-mode', { kind: 'on' }), read('code/debug-mode', { kind: 'on' })],
      [],
    ],
    ['nothing of another route', 'data/debug-mode', [], [here('code/debug-mode', { kind: 'on' })], []],
    ['no setting for a question of routes', 'bola/foreign-object-read', [], [read('code/foreign-key-read')], []],
    [
      'the key that is meant, of two',
      'auth/jwt-weak-secret',
      [],
      [
        read('code/hardcoded-secret', { message: 'SECRET_KEY' }),
        read('code/hardcoded-secret', { message: 'JWT_SECRET' }),
      ],
      ['JWT_SECRET'],
    ],
    [
      'the other key, of two',
      'auth/session-forgeable',
      [],
      [
        read('code/hardcoded-secret', { message: 'SECRET_KEY' }),
        read('code/hardcoded-secret', { message: 'JWT_SECRET' }),
      ],
      ['SECRET_KEY'],
    ],
    [
      'no key that is about something else',
      'auth/jwt-weak-secret',
      [],
      [read('code/hardcoded-secret', { message: 'an access key of AWS' })],
      [],
    ],
  ])('%s', (_, check, ofItsRoutes, all, expected) => {
    const found = sayingTheSame(scanned(check), ofItsRoutes, all);
    expect(found.map((one) => (/SECRET/.test(one.message) ? one.message : one.check))).toEqual(expected);
  });
});
