import type { Exchange } from '@middlebrick/model';
import { answered, unanswered } from '@middlebrick/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CollectionEvidence } from './collection.ts';
import { privateLeaves } from './compare.ts';
import { isShownBy, judgeRead, type ReadEvidence } from './read.ts';

const note = {
  id: 'n-1',
  owner: 'alice',
  title: 'Blood test on Friday',
  body: 'Fasting since the evening',
  room: 'A7',
};
const bobs = { id: 'n-2', owner: 'bob', title: 'Nails before paint', body: 'The shed has to be mended', room: 'B3' };
const refused = (status = 403, error = 'refused') => answered({ error }, { status });
const echoes = { object: ['n-1'], nonexistent: ['n-9'], own: ['n-2'] };

/** The experiment on an API without an owner check; `parts` say what differs. */
function evidence(parts: Partial<ReadEvidence> = {}): ReadEvidence {
  return {
    owner: [answered(note), answered(note)],
    anonymous: refused(401),
    nonexistent: refused(404),
    own: answered(bobs),
    other: answered(note),
    mirror: answered(bobs),
    repeat: answered(note),
    echoes,
    isMember: false,
    isPrivileged: false,
    listings: [],
    ...parts,
  };
}

/** The stranger is shown one more field of an object of which the rest is kept back. */
const partly = (shown: Record<string, string>): Partial<ReadEvidence> => ({
  owner: [answered({ ...note, ...shown }), answered({ ...note, ...shown })],
  other: answered({ id: 'n-1', ...shown }),
  repeat: answered({ id: 'n-1', ...shown }),
});

/** Owner and stranger are answered the same. */
const asOwner = (body: unknown): Partial<ReadEvidence> => ({
  owner: [answered(body), answered(body)],
  other: answered(body),
  repeat: answered(body),
});

const without = (key: 'own' | 'mirror' | 'repeat', parts: Partial<ReadEvidence> = {}): ReadEvidence => {
  const { [key]: _left, ...rest } = evidence(parts);
  return rest;
};

function decided(parts: ReadEvidence): string {
  const { outcome, rule, confidence } = judgeRead(parts);
  return [outcome, rule, ...(confidence === undefined ? [] : [confidence])].join(' ');
}

/** A list that was answered to Bob, as {@link ReadEvidence.listings} hold it. */
function listing(rows: unknown, anonymous = refused(401)): CollectionEvidence {
  return {
    other: answered(rows),
    anonymous,
    ownerSubjects: ['alice'],
    otherSubjects: ['bob'],
    isPrivileged: false,
    details: [],
  };
}

describe('every rule', () => {
  const marked = { ...note, visibility: 'private' };
  const short = { id: 'n-1', a: 'x1', b: 'y2', c: 'z3' };
  const bobsShort = { id: 'n-2', a: 'u1', b: 'v2', c: 'w3' };
  const shortCase = {
    owner: [answered(short), answered(short)] as const,
    own: answered(bobsShort),
    other: answered(short),
    repeat: answered(short),
    mirror: answered(bobsShort),
  };
  /** The stranger receives what the owner receives. */
  const single = (body: object): Partial<ReadEvidence> => ({
    owner: [answered(body), answered(body)],
    other: answered(body),
    repeat: answered(body),
  });
  const cases: [string, ReadEvidence, string][] = [
    ['the stranger receives the object', evidence(), 'vulnerable disclosed confirmed'],
    ['the owner is refused', evidence({ owner: [refused(), refused()] }), 'inconclusive ownerCannotRead'],
    [
      'the owner is refused the second time',
      evidence({ owner: [answered(note), refused()] }),
      'inconclusive ownerCannotRead',
    ],
    ['the stranger gets 500', evidence({ other: refused(500) }), 'inconclusive noAnswer'],
    ['the stranger is throttled', evidence({ other: refused(429) }), 'inconclusive noAnswer'],
    ['the stranger gets nothing', evidence({ other: unanswered() }), 'inconclusive noAnswer'],
    [
      'a crash shows the object',
      evidence({
        other: answered({ trace: note }, { status: 500 }),
        repeat: answered({ trace: note }, { status: 500 }),
      }),
      'vulnerable disclosed confirmed',
    ],
    ['403', evidence({ other: refused() }), 'hardened refused'],
    ['422', evidence({ other: refused(422) }), 'hardened refused'],
    ['302 without data', evidence({ other: answered('', { status: 302 }) }), 'hardened refused'],
    [
      '302 with data',
      evidence({ other: answered(note, { status: 302 }), repeat: answered(note, { status: 302 }) }),
      'vulnerable disclosed confirmed',
    ],
    [
      '403 with data',
      evidence({ other: answered({ note }, { status: 403 }), repeat: answered({ note }, { status: 403 }) }),
      'vulnerable disclosed confirmed',
    ],
    ['an empty envelope', evidence({ other: answered({}), nonexistent: answered({}) }), 'hardened softRefusal'],
    [
      'an empty envelope where a missing id gives 404',
      evidence({ other: answered({ data: null }) }),
      'hardened softRefusal',
    ],
    [
      'a sentence with the id',
      evidence({ other: answered({ m: 'none n-1' }), nonexistent: answered({ m: 'none n-9' }) }),
      'hardened softRefusal',
    ],
    ['always the own object', evidence({ other: answered(bobs) }), 'hardened idIgnored'],
    [
      'always the own object, even for a missing id',
      evidence({ other: answered(bobs), nonexistent: answered(bobs) }),
      'hardened softRefusal',
    ],
    ['anonymous reads it as well', evidence({ anonymous: answered(note) }), 'inconclusive anonymousToo'],
    ['the stranger is a member', evidence({ isMember: true }), 'hardened shared'],
    ['the stranger is an administrator', evidence({ isPrivileged: true }), 'hardened shared'],
    ['a public list shows all of it', evidence({ listings: [listing([note], answered([note]))] }), 'hardened shared'],
    [
      'a list shows all of it, and whether that is meant is open',
      evidence({ listings: [listing([note])] }),
      'inconclusive shownInList',
    ],
    [
      'a list that leaks shows all of it',
      evidence({
        owner: [answered(marked), answered(marked)],
        other: answered(marked),
        repeat: answered(marked),
        listings: [listing([marked])],
      }),
      'vulnerable disclosed confirmed',
    ],
    [
      'a list shows only the id and the title',
      evidence({ listings: [listing([{ id: 'n-1', owner: 'alice', title: note.title }])] }),
      'vulnerable disclosed confirmed',
    ],
    ['three short values, and both directions agree', evidence(shortCase), 'vulnerable disclosed firm'],
    [
      'three short values, one direction only',
      evidence({ ...shortCase, mirror: refused() }),
      'inconclusive cannotTell',
    ],
    [
      'the second time it is refused, but both directions agree',
      evidence({ repeat: refused() }),
      'vulnerable disclosed firm',
    ],
    [
      'the second time it is refused, and there is no mirror',
      without('mirror', { repeat: refused() }),
      'inconclusive cannotTell',
    ],
    ['it was asked once only', without('repeat'), 'vulnerable disclosed confirmed'],
    ['the stranger has no object', without('own'), 'vulnerable disclosed confirmed'],
    ['a preview', evidence({ other: answered({ id: 'n-1', title: note.title }) }), 'inconclusive redacted'],
    [
      'a preview of which the rest is masked',
      evidence({ other: answered({ ...note, owner: null, body: '***', room: '' }) }),
      'inconclusive redacted',
    ],
    [
      'the same title over another text',
      evidence({ other: answered({ ...note, owner: 'x', body: 'Nothing of the kind', room: 'C9' }) }),
      'inconclusive cannotTell',
    ],
    [
      'a preview with a social security number',
      evidence(partly({ ssn: '219-09-9998' })),
      'vulnerable disclosed confirmed',
    ],
    ['a preview with a PIN', evidence(partly({ pin: '4711' })), 'vulnerable disclosed firm'],
    ['a preview with an e-mail address', evidence(partly({ email: 'a.m@post.example' })), 'inconclusive redacted'],
    [
      'all but one field',
      evidence({ other: answered({ ...note, room: undefined }), own: refused(404) }),
      'vulnerable disclosed confirmed',
    ],
    [
      'the public part of a profile',
      evidence({ ...asOwner({ name: 'Alice Marlow', bio: 'Rivers and maps' }), isProfile: true }),
      'inconclusive profile',
    ],
    [
      'a profile with an address to write to',
      evidence({ ...asOwner({ name: 'Alice Marlow', email: 'a.m@post.example' }), isProfile: true }),
      'vulnerable disclosed confirmed',
    ],
    [
      'a profile with letters in it',
      evidence({ ...asOwner({ name: 'Alice Marlow', letters: ['Dear Bob, not yet'] }), isProfile: true }),
      'vulnerable disclosed confirmed',
    ],
    [
      'what stands below something that a list shows everybody',
      evidence({ parentListings: [listing([{ id: 'n-1', text: 'An article' }])] }),
      'inconclusive belowShared',
    ],
    ['a colleague of the same tenant', evidence({ isTeamListed: true }), 'inconclusive team'],
    [
      'a salary shown to a colleague of the same tenant',
      evidence({ ...asOwner({ name: 'Alice Marlow', salary: 81250 }), isTeamListed: true }),
      'vulnerable disclosed confirmed',
    ],
    [
      'two objects with the same defaults',
      evidence({ ...asOwner({ theme: 'dark' }), own: answered({ theme: 'dark' }) }),
      'vulnerable withoutPrivateValues tentative',
    ],
    [
      'the same defaults for every id',
      evidence({
        ...asOwner({ theme: 'dark' }),
        own: answered({ theme: 'dark' }),
        nonexistent: answered({ theme: 'dark' }),
      }),
      'hardened softRefusal',
    ],
    ['something else altogether', evidence({ other: answered({ greeting: 'Good morning' }) }), 'hardened refused'],
    [
      'one short value',
      without('own', { owner: [answered({ a: 'x1' }), answered({ a: 'x1' })], other: answered({ a: 'x1' }) }),
      'vulnerable withoutPrivateValues tentative',
    ],
    [
      'one short value, and a missing id is answered with something else',
      without('own', { ...single({ a: 'x1' }), nonexistent: answered({ a: 'y2' }) }),
      'inconclusive cannotTell',
    ],
    ['an empty object, of which nothing can be seen', without('own', single({})), 'inconclusive cannotTell'],
    [
      'only booleans',
      without('own', { owner: [answered({ a: true }), answered({ a: true })], other: answered({ a: true }) }),
      'vulnerable withoutPrivateValues tentative',
    ],
    [
      'only booleans, and a missing id is answered alike',
      without('own', {
        owner: [answered({ a: true }), answered({ a: true })],
        other: answered({ a: true }),
        nonexistent: answered({ a: true }),
      }),
      'hardened softRefusal',
    ],
    [
      'only booleans, and the stranger sees others',
      without('own', { owner: [answered({ a: true }), answered({ a: true })], other: answered({ a: false }) }),
      'inconclusive cannotTell',
    ],
    [
      'only booleans, which nobody needs to sign in for',
      without('own', {
        owner: [answered({ a: true }), answered({ a: true })],
        other: answered({ a: true }),
        anonymous: answered({ a: true }),
      }),
      'inconclusive anonymousToo',
    ],
  ];
  test.each(cases)('%s', (_, parts, expected) => {
    expect(decided(parts)).toBe(expected);
  });
});

test('the verdict names what is private and what was found of it', () => {
  const { leaves, found } = judgeRead(evidence({ other: answered({ title: note.title, body: note.body, room: 'x' }) }));
  expect(leaves.map(({ path }) => path)).toEqual(['owner', 'title', 'body', 'room']);
  expect(found.map(({ path }) => path)).toEqual(['title', 'body']);
});

describe('whatever the objects hold', () => {
  const text = fc.string({ minLength: 9, maxLength: 30 }).filter((value) => /[^\w\s]/.test(value));
  const object = fc.dictionary(fc.stringMatching(/^[a-z]{3,8}$/), fc.oneof(text, fc.integer(), fc.boolean()), {
    minKeys: 1,
    maxKeys: 8,
  });
  const experiment = fc.record({
    a: object,
    b: object,
    other: fc.oneof(object, fc.constant({})),
    status: fc.constantFrom(200, 302, 403, 404, 500),
  });
  const built = ({ a, b, other, status }: { a: object; b: object; other: object; status: number }): ReadEvidence =>
    evidence({
      owner: [answered(a), answered(a)],
      own: answered(b),
      other: answered(other, { status }),
      repeat: answered(other, { status }),
      mirror: answered(b),
    });

  test('the order of keys changes nothing', () => {
    const turned = (exchange: Exchange): Exchange =>
      answered(reversed(JSON.parse(exchange.response?.body ?? '{}')), { status: exchange.response?.status ?? 0 });
    fc.assert(
      fc.property(experiment, (parts) => {
        const before = built(parts);
        const [first, second] = before.owner;
        const after = {
          ...before,
          owner: [turned(first), turned(second)] as const,
          other: turned(before.other),
        };
        expect(decided(after)).toBe(decided(before));
      }),
    );
  });

  test('an answer equal to that of a missing id is never vulnerable', () => {
    fc.assert(
      fc.property(experiment, (parts) => {
        const before = built(parts);
        expect(judgeRead({ ...before, nonexistent: before.other }).outcome).not.toBe('vulnerable');
      }),
    );
  });

  test('a refusal without a private value is never vulnerable', () => {
    fc.assert(
      fc.property(experiment, fc.constantFrom(301, 400, 401, 403, 404, 410, 422), (parts, status) => {
        const verdict = judgeRead({ ...built(parts), other: refused(status) });
        expect(verdict.outcome).not.toBe('vulnerable');
      }),
    );
  });

  test('an answer that only echoes the request is never vulnerable', () => {
    fc.assert(
      fc.property(experiment, text, (parts, id) => {
        const echo = answered({ url: `/notes/${id}`, id, message: `You asked for ${id}, and this is a demonstration` });
        const before = built(parts);
        const verdict = judgeRead({
          ...before,
          other: echo,
          repeat: echo,
          owner: [answered({ ...parts.a, id }), answered({ ...parts.a, id })],
          echoes: { ...echoes, object: [id] },
        });
        expect(verdict.outcome).not.toBe('vulnerable');
      }),
    );
  });

  test('fields that change by themselves change nothing', () => {
    fc.assert(
      fc.property(experiment, (parts) => {
        let count = 0;
        const ticking = (exchange: Exchange): Exchange =>
          answered(
            {
              ...JSON.parse(exchange.response?.body ?? '{}'),
              timestamp: 1_700_000_000_000 + ++count,
              request_id: `request-${count}`,
            },
            { status: exchange.response?.status ?? 0 },
          );
        const before = built(parts);
        const [first, second] = before.owner;
        const after = {
          ...before,
          owner: [ticking(first), ticking(second)] as const,
          other: ticking(before.other),
          repeat: ticking(before.repeat as Exchange),
          own: ticking(before.own as Exchange),
          mirror: ticking(before.mirror as Exchange),
          nonexistent: ticking(before.nonexistent),
          anonymous: ticking(before.anonymous as Exchange),
        };
        expect(decided(after)).toBe(decided(before));
      }),
    );
  });

  test('more of the private values never makes the verdict milder', () => {
    const values = Array.from({ length: 6 }, (_, index) => `private value ${index}!`);
    const owner = answered(values);
    const shown = (count: number): number => {
      const other = answered([...values.slice(0, count), 'a greeting']);
      const { outcome, confidence } = judgeRead(evidence({ owner: [owner, owner], other, repeat: other }));
      return ['hardened', 'inconclusive', 'tentative', 'firm', 'confirmed'].indexOf(
        outcome === 'vulnerable' ? (confidence ?? '') : outcome,
      );
    };
    const verdicts = values.map((_, index) => shown(index)).concat(shown(values.length));
    expect(verdicts).toEqual([...verdicts].sort((a, b) => a - b));
    expect(verdicts).toEqual([0, 1, 1, 1, 4, 4, 4]);
  });

  test('judging never throws and never depends on when it is done', () => {
    const body = fc.oneof(fc.json(), fc.string());
    fc.assert(
      fc.property(body, body, body, body, (a, b, c, d) => {
        const parts = evidence({
          owner: [answered(a), answered(a)],
          own: answered(b),
          other: answered(c),
          nonexistent: answered(d),
        });
        expect(judgeRead(JSON.parse(JSON.stringify(parts)))).toEqual(judgeRead(parts));
      }),
    );
  });
});

function reversed(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).reverse());
}

describe('a list showed the values before', () => {
  const leaves = privateLeaves(
    [answered({ ...note, tags: ['a private tag of it', 'another private tag'] })],
    [],
    ['n-1'],
  );
  const isShown = (rows: unknown, found = leaves): boolean => isShownBy(listing(rows), found);

  test('when it holds all of them, or most of what is particular', () => {
    const short = privateLeaves([answered({ room: 'A7', floor: '3rd' })], [], []);
    expect(isShown([{ room: 'A7', floor: '3rd' }], short)).toBe(true);
    expect(isShown([{ title: note.title, body: note.body }])).toBe(true);
  });

  test('not when it holds one of two, what is common, rows of lists, or the name of the owner', () => {
    expect(isShown([{ title: note.title }])).toBe(false);
    expect(isShown([{ room: 'A7', owner: 'alice' }])).toBe(false);
    expect(isShown(['a private tag of it', 'another private tag'])).toBe(false);
    expect(isShown([], [])).toBe(false);
    const [title] = leaves.filter(({ key }) => key === 'title');
    const others = leaves.filter(({ key }) => key === 'owner' || key === 'room');
    expect(isShown([{ title: note.title }], title === undefined ? [] : [title, ...others])).toBe(false);
    const named = privateLeaves([answered({ owner: 'alice in the north', title: note.title, room: 'A7' })], [], []);
    const list = { ...listing([{ a: 'alice in the north', b: note.title }]), ownerSubjects: ['alice in the north'] };
    expect(isShownBy(list, named)).toBe(false);
  });
});

describe('what several lists say together', () => {
  const marked = { ...note, visibility: 'private' };
  const leaking = listing([marked]);
  const open = listing([marked], answered([marked]));
  const shown = {
    owner: [answered(marked), answered(marked)] as const,
    other: answered(marked),
    repeat: answered(marked),
  };

  test('one that leaks is no excuse', () => {
    expect(decided(evidence({ ...shown, listings: [open, leaking] }))).toBe('vulnerable disclosed confirmed');
    expect(decided(evidence({ ...shown, listings: [leaking, open] }))).toBe('vulnerable disclosed confirmed');
  });

  test('one that shows something else says nothing', () => {
    expect(decided(evidence({ listings: [listing([{ id: 'n-7', title: 'Another note of somebody' }])] }))).toBe(
      'vulnerable disclosed confirmed',
    );
    expect(decided(evidence({ listings: [listing([{ id: 'n-7' }]), listing([note], answered([note]))] }))).toBe(
      'hardened shared',
    );
  });

  test('most of the values excuse the rest, but not what is grave', () => {
    const most = listing([{ title: note.title, body: note.body }]);
    expect(decided(evidence({ listings: [most] }))).toBe('inconclusive shownInList');
    const grave = { ...note, ssn: '219-09-9998' };
    const withGrave = {
      owner: [answered(grave), answered(grave)] as const,
      other: answered(grave),
      repeat: answered(grave),
    };
    expect(decided(evidence({ ...withGrave, listings: [most] }))).toBe('vulnerable disclosed confirmed');
    expect(decided(evidence({ ...withGrave, listings: [listing([grave])] }))).toMatch(/^vulnerable disclosed/);
  });

  test('below what everybody is shown, the lists of all parents must be free of leaks', () => {
    const parents = (...parentListings: ReturnType<typeof listing>[]) => decided(evidence({ parentListings }));
    const feed = listing([{ id: 'a-1', owner: 'alice', title: 'An article' }]);
    expect(parents()).toBe('vulnerable disclosed confirmed');
    expect(parents(feed)).toBe('inconclusive belowShared');
    expect(parents(feed, leaking)).toBe('vulnerable disclosed confirmed');
  });
});

describe('what is meant for others is told only where something was shown', () => {
  const nothing = { other: answered({ room: 'nowhere' }), repeat: answered({ room: 'nowhere' }) };
  const feed = listing([{ id: 'a-1', owner: 'alice', title: 'An article' }]);

  test('a team and a parent excuse values, not their absence', () => {
    expect(decided(evidence({ isTeamListed: true }))).toBe('inconclusive team');
    expect(decided(evidence({ ...nothing, isTeamListed: true }))).toBe('hardened refused');
    expect(decided(evidence({ ...nothing, parentListings: [feed] }))).toBe('hardened refused');
  });

  test('an object that holds nothing private is one of a profile, if it is one', () => {
    const plain = asOwner({ id: 'n-1', open: true });
    expect(decided(evidence({ ...plain, isProfile: true }))).toBe('inconclusive profile');
    expect(decided(evidence(plain))).toBe('vulnerable withoutPrivateValues tentative');
    expect(decided(evidence({ ...plain, anonymous: answered({ id: 'n-1', open: false }) }))).toBe(
      'inconclusive cannotTell',
    );
    expect(decided(evidence({ ...plain, nonexistent: answered({ open: null, state: 'none' }) }))).toBe(
      'inconclusive cannotTell',
    );
    expect(decided(evidence({ ...plain, anonymous: answered({ id: 'n-1', open: true }) }))).toBe(
      'inconclusive anonymousToo',
    );
  });
});

test('one grave value that is particular makes it sure, whatever else is not', () => {
  expect(decided(evidence(partly({ pin: '4711', ssn: '219-09-9998' })))).toBe('vulnerable disclosed confirmed');
  expect(decided(evidence(asOwner({ ...note, pin: '4711' })))).toBe('vulnerable disclosed confirmed');
});

test('a verdict without a confidence has none', () => {
  expect(judgeRead(evidence({ other: refused() }))).not.toHaveProperty('confidence');
});
