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
