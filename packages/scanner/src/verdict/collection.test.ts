import { answered, unanswered } from '@middlebrick/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CollectionEvidence, foreignRows, judgeCollection } from './collection.ts';

const alices = { id: 'n-1', owner_id: 'alice', title: 'Rivers of the north' };
const bobs = { id: 'n-2', owner_id: 'bob', title: 'Nails before paint' };
const refused = (status = 401) => answered({ error: 'refused' }, { status });

/** What Bob was shown of a list on which Alice has rows. */
function evidence(rows: unknown, parts: Partial<CollectionEvidence> = {}): CollectionEvidence {
  return {
    other: answered(rows),
    anonymous: refused(),
    ownerSubjects: ['alice', 'alice@example.com'],
    otherSubjects: ['bob'],
    isPrivileged: false,
    details: [],
    ...parts,
  };
}

const cases: [string, CollectionEvidence, string][] = [
  ['no answer', evidence([], { other: unanswered() }), 'inconclusive noAnswer'],
  ['an error of the server', evidence([], { other: refused(503) }), 'inconclusive noAnswer'],
  ['a refusal', evidence([], { other: refused(403) }), 'hardened refused'],
  ['own rows', evidence({ items: [bobs] }), 'hardened noForeignRows'],
  ['no rows', evidence({ items: [] }), 'hardened noForeignRows'],
  ['no JSON', evidence('<ul><li>alice</li></ul>'), 'hardened noForeignRows'],
  ['foreign rows for an administrator', evidence([alices], { isPrivileged: true }), 'hardened privileged'],
  ['a public list', evidence([alices], { anonymous: answered([alices]) }), 'hardened anonymousToo'],
  [
    'a refusal to nobody that names the rows',
    evidence([alices], { anonymous: answered([alices], { status: 401 }) }),
    'inconclusive mayBeShared',
  ],
  ['a feed', evidence([alices, bobs]), 'inconclusive mayBeShared'],
  ['a row marked private', evidence([{ ...alices, visibility: 'private' }]), 'vulnerable markedPrivate confirmed'],
  ['a row marked not public', evidence([{ ...alices, is_public: false }]), 'vulnerable markedPrivate confirmed'],
  ['a draft', evidence([{ ...alices, status: 'draft' }]), 'vulnerable markedPrivate confirmed'],
  ['a row marked public', evidence([{ ...alices, visibility: 'public', private: false }]), 'inconclusive mayBeShared'],
  ['an identity document', evidence([{ ...alices, ssn: '219-09-9998' }]), 'vulnerable sensitive confirmed'],
  ['contact data only', evidence([{ ...alices, email: 'x@example.org' }]), 'inconclusive mayBeShared'],
  [
    'a row that is refused by its id',
    evidence([{ ...alices, body: 'The Aare is cold in May' }], { details: [refused(404)] }),
    'vulnerable refusedInDetail firm',
  ],
  ['an index of rows refused by their id', evidence([alices], { details: [refused(404)] }), 'inconclusive mayBeShared'],
  ['a row that is served by its id', evidence([alices], { details: [answered(alices)] }), 'inconclusive mayBeShared'],
  [
    'an own row marked private beside a foreign one that is not',
    evidence([alices, { ...bobs, visibility: 'private' }]),
    'inconclusive mayBeShared',
  ],
];

test.each(cases)('%s', (_, parts, expected) => {
  const { outcome, rule, confidence } = judgeCollection(parts);
  expect([outcome, rule, confidence].filter((word) => word !== undefined).join(' ')).toBe(expected);
});

test('the verdict holds the rows that it rests on and their telling values, sensitive ones first', () => {
  const secret = { ...alices, note: 'A long story', ssn: '219-09-9998' };
  expect(judgeCollection(evidence({ items: [bobs, secret] }))).toEqual({
    rule: 'sensitive',
    outcome: 'vulnerable',
    confidence: 'confirmed',
    rows: [secret],
    values: [
      { path: 'ssn', value: '219-09-9998' },
      { path: 'title', value: 'Rivers of the north' },
      { path: 'note', value: 'A long story' },
    ],
  });
});

describe('foreign rows', () => {
  const found = (json: never | object) => foreignRows(json as never, ['alice', 'u-1'], ['bob']);

  test('name the owner under a name for owners, plainly, behind a key prefix or in an object', () => {
    const rows = [
      { owner: 'alice' },
      { user_id: 'u-1' },
      { createdBy: 'alice' },
      { pk: 'USER#alice' },
      { author: { id: 'u-1', name: 'Alice' } },
    ];
    expect(found(rows)).toEqual(rows);
  });

  test('do not name the reader anywhere, and the owner not by chance', () => {
    expect(
      found([{ owner: 'alice', readers: ['bob'] }, { title: 'alice' }, { owner: 'alicea' }, 'alice', null]),
    ).toEqual([]);
  });

  test('stand in lists, however deep, and not alone', () => {
    expect(found({ owner: 'alice' })).toEqual([]);
    expect(found({ page: { groups: [{ rows: [{ owner: 'alice' }] }] } })).toEqual([{ owner: 'alice' }]);
  });

  test('are never invented', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (json) => {
        for (const row of foreignRows(json as never, ['alice'], ['bob']))
          expect(JSON.stringify(row)).toContain('alice');
      }),
    );
  });
});

describe('rows that name their owner', () => {
  const names = (name: string): boolean => foreignRows([{ [name]: 'alice' }], ['alice'], []).length === 1;

  test.each([
    'owner',
    'userId',
    'author_uuid',
    'CREATOR',
    'customer_email',
    'holderSub',
    'created_by',
    'pk',
    'username',
  ])('do so as %s', (name) => {
    expect(names(name)).toBe(true);
  });

  test.each(['coowner', 'user_idea', 'ownership', 'pks', 'spk', 'nickname'])('do not as %s', (name) => {
    expect(names(name)).toBe(false);
  });

  test('may do so behind the prefix of a key, and not within a word', () => {
    const found = (value: string) => foreignRows([{ pk: value }], ['alice'], []).length;
    expect(['USER#alice', 'USER:alice', 'U|alice'].map(found)).toEqual([1, 1, 1]);
    expect(['xUSER#alice', 'user#alice', 'USERalice', '#alice'].map(found)).toEqual([0, 0, 0, 0]);
  });
});

describe('marks of the API itself', () => {
  const ruleOf = (mark: object): string => judgeCollection(evidence([{ ...alices, ...mark }])).rule;

  test.each([
    { visibility: 'private' },
    { Access: 'owner_only' },
    { access_level: 'RESTRICTED' },
    { sharing: 'me' },
    { is_private: true },
    { isHidden: 'true' },
    { confidential: true },
    { draft: true },
    { public: false },
    { isPublished: 'False' },
    { is_shared: false },
    { status: 'unpublished' },
  ])('%j says that a row is private', (mark) => {
    expect(ruleOf(mark)).toBe('markedPrivate');
  });

  test.each([
    { visibility: 'private to nobody' },
    { visibility: 'not private' },
    { visibility_note: 'private' },
    { old_visibility: 'private' },
    { private: 'untrue' },
    { private: 'truer' },
    { private_notes: true },
    { unprivate: true },
    { published: 'falsey' },
    { published: 'not false' },
    { unshared: false },
    { public_name: false },
    { status: 'drafted' },
    { status: 'no draft' },
    { status_text: 'draft' },
    { last_status: 'draft' },
  ])('%j does not', (mark) => {
    expect(ruleOf(mark)).toBe('mayBeShared');
  });
});

describe('what an index shows', () => {
  const ruleOf = (field: object): string =>
    judgeCollection(evidence([{ id: 'n-10', owner_id: 'alice', ...field }], { details: [refused(404)] })).rule;

  test.each([
    { slug: 'rivers-of-the-north' },
    { note_ids: ['n-1001'] },
    { meta: { label: 'rivers' } },
    { tags: [{ name: 'rivers' }] },
    { createdAt: '2026-01-15' },
    { dueDate: '2026-01-15' },
    { fileName: 'rivers.txt' },
    { self: 'http://small.test/notes/10' },
    { author: { bio: 'Walks a lot' } },
  ])('%j is no more than that', (field) => {
    expect(ruleOf(field)).toBe('mayBeShared');
  });

  test.each([
    { body: 'The Aare is cold in May' },
    { subtitled: 'rivers' },
    { idea: 'rivers' },
    { weather: 'rain in May' },
  ])('%j is more', (field) => {
    expect(ruleOf(field)).toBe('refusedInDetail');
  });

  test('does not count what is short, no text, or names a caller', () => {
    for (const field of [{ room: 'A7w' }, { visits: 1700 }, { reader: 'alice@example.com' }])
      expect(ruleOf(field)).toBe('mayBeShared');
    expect(ruleOf({ room: 'A7we' })).toBe('refusedInDetail');
  });
});

test('a verdict without foreign rows holds none, and a public list is no public list of them', () => {
  for (const parts of [
    evidence([bobs]),
    evidence([], { other: unanswered() }),
    evidence([alices], { isPrivileged: true }),
  ])
    expect(judgeCollection(parts)).toMatchObject({ rows: [], values: [] });
  expect(judgeCollection(evidence([alices], { anonymous: answered([alices]) }))).toMatchObject({
    rows: [alices],
    values: [],
  });
  expect(judgeCollection(evidence([alices], { anonymous: answered([{ title: 'About us' }]) })).rule).toBe(
    'mayBeShared',
  );
});
