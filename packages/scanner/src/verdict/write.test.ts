import type { Exchange, JsonObject } from '@middlebrick/model';
import { answered, refusedWith, unanswered } from '@middlebrick/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blamesRequest, judgeWrite, type WriteEvidence, type Written } from './write.ts';

const first = { id: 'n-1', title: 'mb1', stars: 1 };
const owners = { id: 'n-1', title: 'mb2', stars: 2 };
const strangers = { id: 'n-1', title: 'mb3', stars: 3 };

const control: Written = {
  before: answered(first),
  write: answered(owners),
  canaries: ['mb2'],
  sent: { title: 'mb2', stars: 2 },
  after: [answered(owners)],
};

/** A change that strangers are refused; `parts` of the attack say what differs. */
function change(parts: Partial<Written> = {}, rest: Partial<WriteEvidence> = {}): WriteEvidence {
  const attack: Written = {
    before: answered(owners),
    write: refusedWith(403),
    canaries: ['mb3'],
    sent: { title: 'mb3', stars: 3 },
    after: [answered(owners)],
    ...parts,
  };
  return { intent: 'change', signs: ['n-1'], isList: false, control, attack, unharmed: null, ...rest };
}

/** A removal that strangers are refused and the owner is not. */
function removal(parts: Partial<Written> = {}, rest: Partial<WriteEvidence> = {}): WriteEvidence {
  const removed = { before: answered(first), write: answered('', { status: 204 }), canaries: [], sent: null };
  const attack = { ...removed, write: refusedWith(404), after: [answered(first)], ...parts };
  const done = { ...removed, after: [refusedWith(404)] };
  return { intent: 'remove', signs: ['n-1'], isList: false, control: done, attack, unharmed: null, ...rest };
}

function decided(evidence: WriteEvidence): string {
  const { outcome, rule, isUnmistakable } = judgeWrite(evidence);
  return [outcome, rule, ...(isUnmistakable ? ['unmistakable'] : [])].join(' ');
}

test('a write is declined for what it says by 409 and the like, and for who sent it by 403 and the like', () => {
  const blamed = [302, 400, 401, 403, 404, 405, 407, 408, 409, 410, 412, 415, 422, 428, 429, 500].filter((status) =>
    blamesRequest(refusedWith(status)),
  );
  expect(blamed).toEqual([400, 409, 412, 415, 422, 428]);
  expect(blamesRequest(answered({}))).toBe(false);
  expect(blamesRequest(unanswered())).toBe(false);
});

describe('a change', () => {
  test.each<[string, WriteEvidence, string]>([
    ['refused', change(), 'hardened refused'],
    [
      'refused, and the owner’s own is done but not said',
      change({}, { control: { ...control, write: refusedWith(500) } }),
      'hardened refused',
    ],
    ['answered and not done', change({ write: answered(strangers) }), 'hardened ineffective'],
    ['done', change({ write: answered({}), after: [answered(strangers)] }), 'vulnerable changed unmistakable'],
    ['done and refused', change({ after: [answered(strangers)] }), 'vulnerable changed unmistakable'],
    [
      'done and not answered',
      change({ write: unanswered(), after: [answered(strangers)] }),
      'vulnerable changed unmistakable',
    ],
    ['seen late', change({ after: [answered(owners), answered(strangers)] }), 'vulnerable changed unmistakable'],
    ['of a number', change({ after: [answered({ ...owners, stars: 3 })] }), 'vulnerable changed'],
    ['that breaks', change({ write: refusedWith(500) }), 'inconclusive noAnswer'],
    ['after which nothing can be read', change({ after: [unanswered()] }), 'inconclusive noAnswer'],
    ['of what the owner could not read', change({ before: refusedWith(404) }), 'inconclusive ownerCannotRead'],
    [
      'that the owner may not make',
      change({}, { control: { ...control, write: refusedWith(405), after: [answered(first)] } }),
      'inconclusive ownerCannotWrite',
    ],
    [
      'declined, and not to the owner',
      change({ write: refusedWith(409) }, { repeat: answered({}) }),
      'hardened refused',
    ],
    [
      'declined, and to the owner as well',
      change({ write: refusedWith(409) }, { repeat: refusedWith(409) }),
      'inconclusive ownerCannotWrite',
    ],
    ['declined, and the owner gets no answer', change({}, { repeat: unanswered() }), 'inconclusive ownerCannotWrite'],
    ['without a control', change({}, { control: null }), 'inconclusive ownerCannotWrite'],
    [
      'of the owner’s that shows nowhere',
      change({}, { control: { ...control, after: [answered(first)] } }),
      'inconclusive unseen',
    ],
  ])('%s', (_, evidence, expected) => {
    expect(decided(evidence)).toBe(expected);
  });

  test('names what the owner read of it, with its place', () => {
    const { found, seenIn } = judgeWrite(change({ after: [answered({ data: { ...strangers } })] }));
    expect(found).toEqual([{ path: 'data.title', value: 'mb3' }]);
    expect(seenIn?.response?.body).toContain('mb3');
  });

  test('of a list is looked for in the record that bears the id', () => {
    const list = (...items: JsonObject[]): Exchange => answered({ items: [{ id: 'n-0', title: 'other' }, ...items] });
    const inList = (after: Exchange): WriteEvidence =>
      change(
        { before: list(owners), write: answered({}), after: [after] },
        { isList: true, control: { ...control, before: list(first), after: [list(owners)] } },
      );
    expect(decided(inList(list(strangers)))).toBe('vulnerable changed unmistakable');
    expect(decided(inList(list(owners, { id: 'n-2', title: 'mb3', stars: 3 })))).toBe('hardened ineffective');
    expect(decided(inList(list(owners, { ...strangers })))).toBe('hardened ineffective');
  });

  test('of the same value as before is no change', () => {
    expect(decided(change({ canaries: [], sent: { stars: 2 }, after: [answered(owners)] }))).toBe('hardened refused');
  });
});

describe('a removal', () => {
  test.each<[string, WriteEvidence, string]>([
    ['refused', removal(), 'hardened refused'],
    ['answered and not done', removal({ write: answered('', { status: 204 }) }), 'hardened ineffective'],
    ['done', removal({ after: [refusedWith(404)] }), 'vulnerable removed unmistakable'],
    ['done, and the id says so', removal({ after: [answered({ items: [] })] }), 'vulnerable removed unmistakable'],
    ['after which the owner is signed out', removal({ after: [refusedWith(401)] }), 'hardened refused'],
    [
      'after which the owner reads the rest',
      removal({ after: [refusedWith(403)] }, { unharmed: answered({ id: 'n-2' }) }),
      'vulnerable removed unmistakable',
    ],
    [
      'after which the owner reads nothing',
      removal({ after: [refusedWith(403)] }, { unharmed: refusedWith(403) }),
      'inconclusive lostAll',
    ],
    ['after which a page says to come back', removal({ after: [answered('<p>Back soon</p>')] }), 'hardened refused'],
    [
      'that the owner cannot do either',
      removal({}, { control: { ...control, after: [answered(first)] } }),
      'inconclusive unseen',
    ],
  ])('%s', (_, evidence, expected) => {
    expect(decided(evidence)).toBe(expected);
  });

  test('is not seen in an answer that was cut off', () => {
    const cut = answered({ items: [] });
    const after = { ...cut, response: { ...(cut.response as NonNullable<Exchange['response']>), truncated: true } };
    expect(decided(removal({ after: [after] }))).toBe('hardened refused');
  });
});

const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const record = fc.dictionary(fc.string(), scalar) as fc.Arbitrary<JsonObject>;
const answers = fc.constantFrom(
  answered({}),
  answered(strangers),
  refusedWith(403),
  refusedWith(404),
  refusedWith(500),
  unanswered(),
);

describe('whatever is answered', () => {
  test('nothing is vulnerable while every reading is as before', () => {
    fc.assert(
      fc.property(record, record, answers, fc.boolean(), fc.boolean(), (object, sent, write, isList, isRemoval) => {
        const before = answered({ ...object, id: 'n-1' });
        const attack = { before, write, canaries: ['mb3'], sent, after: [before, before] };
        const evidence: WriteEvidence = {
          intent: isRemoval ? 'remove' : 'change',
          signs: ['n-1'],
          isList,
          control,
          attack,
          unharmed: null,
        };
        expect(judgeWrite(evidence).outcome).not.toBe('vulnerable');
      }),
    );
  });

  test('further fields that nobody wrote change no verdict', () => {
    const noise = fc.dictionary(
      fc.string({ minLength: 1 }).map((name) => `noise_${name}`),
      scalar,
    );
    const cases = [
      change(),
      change({ write: answered(strangers) }),
      change({ after: [answered(strangers)] }),
      removal(),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...cases), noise, noise, (evidence, earlier, later) => {
        const noisy = (exchange: Exchange, extra: object): Exchange =>
          exchange.response?.status === 200 ? answered({ ...JSON.parse(exchange.response.body), ...extra }) : exchange;
        const { attack } = evidence;
        const changed = {
          ...attack,
          before: noisy(attack.before, earlier),
          after: attack.after.map((reading) => noisy(reading, later)),
        };
        expect(decided({ ...evidence, attack: changed })).toBe(decided(evidence));
      }),
    );
  });
});
