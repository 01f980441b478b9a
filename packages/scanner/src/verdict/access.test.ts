import { answered, unanswered } from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
import { type AccessEvidence, type ForeignReading, judgeAccess } from './access.ts';
import type { ReadEvidence } from './read.ts';

const note = { id: 'n-1', owner: 'alice', title: 'Blood test on Friday', body: 'Fasting since the evening' };
const bobs = { id: 'n-2', owner: 'bob', title: 'Nails before paint', body: 'The shed has to be mended' };
const refused = (status = 403) => answered({ error: 'refused' }, { status });

function experiment(parts: Partial<ReadEvidence> = {}): AccessEvidence {
  const read: ReadEvidence = {
    owner: [answered(note), answered(note)],
    anonymous: refused(401),
    nonexistent: refused(404),
    own: answered(bobs),
    other: answered(note),
    mirror: answered(bobs),
    repeat: answered(note),
    echoes: { object: ['n-1'], nonexistent: ['n-9'], own: ['n-2'] },
    isMember: false,
    isPrivileged: false,
    listings: [],
    ...parts,
  };
  return { identity: 'bob', whose: 'foreign', owner: 'alice', experiment: read };
}

function reading(parts: Partial<ForeignReading>): AccessEvidence {
  const whole: ForeignReading = {
    owner: [answered(note), answered(note)],
    answer: answered(note),
    nonexistent: refused(404),
    echoes: ['n-1', 'n-9'],
    ...parts,
  };
  return { identity: 'anonymous', whose: 'foreign', owner: 'alice', reading: whole };
}

function decided(evidence: AccessEvidence): string {
  const { observed, reason, confidence } = judgeAccess(evidence);
  return [observed, confidence, reason].filter((part) => part !== undefined).join(' | ');
}

describe('a foreign object is decided by its values', () => {
  test.each([
    ['the private values', experiment(), 'allowed | confirmed | receives the private values of alice'],
    ['them in a refusal', experiment({ other: answered(note, { status: 403 }) }), /^allowed/],
    ['a refusal', experiment({ other: refused() }), 'denied | refused'],
    [
      'a success that says the same as for nothing',
      experiment({ other: answered({}), nonexistent: answered({}) }),
      /^denied/,
    ],
    ['its own object whatever the id', experiment({ other: answered(bobs) }), /^denied \| the id is ignored/],
    ['nothing', experiment({ other: unanswered() }), 'unknown | no usable answer'],
    ['a failure', experiment({ other: answered({ error: 'x' }, { status: 500 }) }), 'unknown | no usable answer'],
    ['what is shared with it', experiment({ isMember: true }), 'allowed | confirmed | shared with this caller'],
    ['what administrators see', experiment({ isPrivileged: true }), /^allowed .* more than ordinary users$/],
    [
      'what nobody has to sign in for',
      experiment({ anonymous: answered(note) }),
      /^allowed .* without signing in, too$/,
    ],
    [
      'what another answer to a shared object is',
      experiment({ isMember: true, other: answered({ ok: 1 }) }),
      /^unknown/,
    ],
    ['what its owner cannot read', experiment({ owner: [refused(), refused()] }), /^unknown \| the owner could not/],
  ])('%s', (_, evidence, expected) => {
    expect(decided(evidence)).toMatch(
      typeof expected === 'string' ? new RegExp(`^${expected.replaceAll('|', '\\|')}$`) : expected,
    );
  });
});

describe('a reading without a whole experiment', () => {
  const { nonexistent: _, ...uncontrolled } = { ...(reading({}) as { reading: ForeignReading }).reading };
  const without = (answer: ForeignReading['answer']): AccessEvidence => ({
    identity: 'anonymous',
    whose: 'foreign',
    owner: 'alice',
    reading: { ...uncontrolled, answer },
  });
  const bare = { status: 'published', kind: 'post' };

  test.each([
    ['the private values, beside an id that names nothing', reading({}), /^allowed \| confirmed/],
    ['the private values without that control', without(answered(note)), 'unknown | not asked'],
    ['a refusal without that control', without(refused(401)), 'denied | refused'],
    ['a refusal that carries the values', without(answered(note, { status: 401 })), 'unknown | not asked'],
    [
      'the answer of an id that names nothing',
      reading({ answer: answered({ items: ['x-1-x'] }), nonexistent: answered({ items: ['x-1-x'] }) }),
      /^denied/,
    ],
    [
      'a success without any of the values',
      reading({ answer: answered({ hint: 'Please sign in to go on' }) }),
      /^denied/,
    ],
    ['an error in a success', reading({ answer: answered({ error: 'sign in', code: 17 }) }), 'denied | refused'],
    ['no answer', reading({ answer: unanswered() }), 'unknown | no usable answer'],
    [
      'an object of which nothing is private',
      reading({ owner: [answered({ n: true }), answered({ n: true })], answer: answered({ n: true }) }),
      /^allowed \| tentative/,
    ],
    ['less than most of it', reading({ answer: answered({ title: note.title, more: bare }) }), /^unknown \| too few/],
  ])('%s', (_name, evidence, expected) => {
    expect(decided(evidence)).toMatch(
      typeof expected === 'string' ? new RegExp(`^${expected.replaceAll('|', '\\|')}$`) : expected,
    );
  });
});

describe('an operation without an object', () => {
  const plain = (exchange: ForeignReading['answer'], absent?: ForeignReading['answer']): AccessEvidence => ({
    identity: 'bob',
    whose: 'none',
    exchange,
    ...(absent === undefined ? {} : { absent }),
  });

  test.each([
    ['is allowed with an answer', plain(answered([note])), 'allowed'],
    ['is denied with a refusal', plain(refused(401)), 'denied'],
    ['is denied with a redirect', plain(answered('', { status: 302 })), 'denied'],
    ['is denied with an error in a success', plain(answered({ success: false, error: 'not for you' })), 'denied'],
    ['is allowed with an error beside data', plain(answered({ error: 'one is late', items: [note] })), 'allowed'],
    ['is allowed with an empty error beside data', plain(answered({ error: null, count: 3 })), 'allowed'],
    ['is open with an empty answer', plain(answered([])), 'unknown'],
    ['is open when a path that nothing serves is answered alike', plain(answered(note), answered(note)), 'unknown'],
    ['is allowed when a path that nothing serves is refused', plain(answered(note), refused(404)), 'allowed'],
    ['is open without an answer', plain(unanswered()), 'unknown'],
  ])('%s', (_, evidence, expected) => expect(judgeAccess(evidence).observed).toBe(expected));
});

test('an own object is allowed by what its owner reads, and denied by a refusal of it', () => {
  const own = (exchange: ForeignReading['answer']): AccessEvidence => ({
    identity: 'bob',
    whose: 'own',
    exchange,
    reason: 'owner names bob',
  });
  expect(judgeAccess(own(answered(bobs)))).toMatchObject({
    observed: 'allowed',
    status: 200,
    reason: 'owner names bob',
  });
  expect(judgeAccess(own(refused()))).toMatchObject({ observed: 'denied', status: 403 });
  expect(judgeAccess(own(answered({})))).toMatchObject({ observed: 'unknown' });
});

test('what was not asked is not known, with its reason', () => {
  const evidence: AccessEvidence = { identity: 'bob', whose: 'foreign', unknown: 'not asked' };
  expect(judgeAccess(evidence)).toEqual({ observed: 'unknown', reason: 'not asked' });
});

describe('a success that says it is none', () => {
  const own = (body: unknown): string =>
    judgeAccess({ identity: 'alice', whose: 'own', exchange: answered(body), reason: 'its own' }).observed;

  test.each([
    { error: 'not yours' },
    { errors: ['not yours'] },
    { Error_Message: 'not yours', statusCode: 403, success: false },
    { error: 'not yours', code: 17, data: null, note: '' },
    { error_description: 'not yours', type: 'about:blank', title: 'Refused', detail: 'Ask' },
    { error: 0, message: 'not yours' },
  ])('%j is a refusal', (body) => {
    expect(own(body)).toBe('denied');
  });

  test.each([
    { error: null, title: 'Rivers' },
    { error: '', title: 'Rivers' },
    { error: false, title: 'Rivers' },
    { message: 'Rivers of the north' },
    { error: 'none', note: 'Rivers of the north' },
    [{ error: 'not yours' }],
    'error',
  ])('%j is none', (body) => {
    expect(own(body)).toBe('allowed');
  });

  test('is judged only where it is a success', () => {
    const failed = answered({ error: 'x' }, { status: 503 });
    expect(judgeAccess({ identity: 'alice', whose: 'own', exchange: failed, reason: 'its own' })).toEqual({
      observed: 'unknown',
      reason: 'no usable answer',
      status: 503,
      exchange: failed,
    });
    expect(judgeAccess({ identity: 'alice', whose: 'none', exchange: unanswered() })).toEqual({
      observed: 'unknown',
      reason: 'no usable answer',
      exchange: unanswered(),
    });
    expect(judgeAccess({ identity: 'alice', whose: 'none', exchange: failed }).observed).toBe('unknown');
  });
});

describe('what an allowed cell rests on', () => {
  const titles = [
    { path: 'title', value: note.title },
    { path: 'body', value: note.body },
  ];

  test('are the private values, with or without the whole experiment', () => {
    expect(judgeAccess(experiment())).toMatchObject({ observed: 'allowed', found: expect.arrayContaining(titles) });
    expect(judgeAccess(reading({}))).toMatchObject({ observed: 'allowed', found: expect.arrayContaining(titles) });
    expect(judgeAccess(experiment())).not.toHaveProperty('isShared');
  });

  test('are no values where the object is shared, and that is said', () => {
    expect(judgeAccess(experiment({ isMember: true }))).toMatchObject({ observed: 'allowed', isShared: true });
  });

  test('is the same answer where an object holds nothing private', () => {
    const plain = answered({ id: 'n-1', open: true });
    const parts = { owner: [plain, plain] as const, anonymous: plain, other: plain, own: plain, repeat: plain };
    expect(decided(reading({ owner: [plain, plain], answer: plain }))).toBe(
      'allowed | tentative | answered like the owner alice, but the object holds nothing private',
    );
    expect(decided(reading({ owner: [plain, plain], answer: answered({ id: 'n-1', open: false }) }))).toMatch(
      /^unknown/,
    );
    expect(decided(reading({ owner: [answered({}), answered({})], answer: answered({}) }))).toMatch(/^unknown/);
    expect(judgeAccess(experiment(parts))).toMatchObject({ observed: 'allowed', isShared: true, confidence: 'firm' });
  });

  test('is nothing when the owner itself could not read it every time', () => {
    expect(decided(reading({ owner: [answered(note), refused()] }))).toMatch(/^unknown \| the owner could not/);
  });

  test('is not what an id that names nothing is answered, too', () => {
    expect(decided(reading({ nonexistent: answered(note) }))).toMatch(/^denied \| answered like/);
    const about = (id: string) => answered({ about: `nothing is known of ${id}` });
    expect(decided(reading({ answer: about('n-1'), nonexistent: about('n-9') }))).toMatch(/^denied \| answered like/);
  });
});
