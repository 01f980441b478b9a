import { answered, refusedWith, unanswered } from '@middlebrick/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CreationEvidence, judgeCreation } from './creation.ts';

const owner = { name: 'alice', subjects: ['u-1'] };
const other = { name: 'bob', subjects: ['u-2'] };
const made = answered({ id: 'n-9' }, { status: 201 });
const list = (...items: object[]) => ({
  exchange: answered({ items: [{ id: 'n-1', owner_id: 'u-1', title: 'mb1' }, ...items] }),
  signs: ['n-1'],
});
const byId = (exchange: CreationEvidence['creation']) => ({ exchange, signs: [] });

const evidence = (parts: Partial<CreationEvidence> = {}): CreationEvidence => ({
  creation: made,
  canaries: ['mb9'],
  after: [list()],
  owner,
  other,
  parent: null,
  isAddressed: false,
  ...parts,
});
const alices = list({ id: 'n-9', owner_id: 'u-1', title: 'mb9' });
const bobs = list({ id: 'n-9', owner_id: 'u-2', title: 'mb9' });
const nobodys = list({ id: 'n-9', title: 'mb9' });
const sealed = { exchange: refusedWith(404), signs: ['n-1'] };
const open = { exchange: answered({ id: 'n-1' }), signs: ['n-1'] };
const empty = { exchange: answered({ item: null }), signs: ['n-1'] };

test.each<[string, CreationEvidence, string]>([
  ['among the owner’s, as the owner’s', evidence({ after: [alices] }), 'vulnerable createdAsOwner'],
  [
    'under its id, as the owner’s',
    evidence({ after: [byId(answered({ owner_id: 'u-1', title: 'mb9' }))] }),
    'vulnerable createdAsOwner',
  ],
  ['a message to the owner', evidence({ after: [alices], isAddressed: true }), 'inconclusive nobodyNamed'],
  ['among the owner’s, as the stranger’s', evidence({ after: [bobs] }), 'hardened ownName'],
  ['among the owner’s, as nobody’s', evidence({ after: [nobodys] }), 'inconclusive nobodyNamed'],
  ['below what the stranger may not read', evidence({ after: [bobs], parent: sealed }), 'vulnerable createdBelow'],
  [
    'below what the stranger gets an empty answer for',
    evidence({ after: [bobs], parent: empty }),
    'vulnerable createdBelow',
  ],
  ['below what the stranger may read', evidence({ after: [bobs], parent: open }), 'hardened ownName'],
  [
    'below what breaks',
    evidence({ after: [bobs], parent: { exchange: unanswered(), signs: ['n-1'] } }),
    'hardened ownName',
  ],
  ['refused', evidence({ creation: refusedWith(403) }), 'hardened refused'],
  ['made and not among the owner’s', evidence(), 'hardened ineffective'],
  ['made, and the owner may not read it', evidence({ after: [byId(refusedWith(404))] }), 'hardened ineffective'],
  [
    'made, where the owner sees nothing of its own',
    evidence({ after: [{ exchange: answered({ items: [] }), signs: ['n-1'] }] }),
    'inconclusive unseen',
  ],
  ['without an answer', evidence({ creation: unanswered() }), 'inconclusive noAnswer'],
  ['without a reading', evidence({ after: [] }), 'inconclusive noAnswer'],
])('%s', (_, given, expected) => {
  const { outcome, rule } = judgeCreation(given);
  expect(`${outcome} ${rule}`).toBe(expected);
});

test('nothing is vulnerable while the owner finds nothing of the stranger’s', () => {
  const creations = fc.constantFrom(made, answered({}), refusedWith(403), refusedWith(500), unanswered());
  const readings = fc.array(fc.constantFrom(list(), sealed, open, empty, byId(refusedWith(404))));
  fc.assert(
    fc.property(creations, readings, fc.constantFrom(null, sealed, open), (creation, after, parent) => {
      expect(judgeCreation(evidence({ creation, after, parent })).outcome).not.toBe('vulnerable');
    }),
  );
});
