import type { Parameter } from '@middlebrick/model';
import { operation } from '@middlebrick/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldName, nameMatch, namesFor, resourceOf, resourceOfParameter } from './naming.ts';
import { isOfferedTo, offersFor } from './offers.ts';
import { type Produced, producerScore, producers } from './produced.ts';

const fields = ['id', '_id', 'uuid', 'key', 'pk', 'note_id', 'noteId', 'X-Note-Id', 'note', 'notekey', 'user', 'title'];
const resources = ['', 'note', 'user', 'page'];
const paths = ['/notes/{p}', '/users/{user_id}/notes/{p}', '/{p}', '/pages/{p}/rest'];

const produced: fc.Arbitrary<Produced> = fc.record({
  identity: fc.constantFrom('alice', 'bob'),
  operation: fc.constant('GET /notes'),
  producer: fc.constantFrom(...producers),
  field: fc.constantFrom(...fields),
  value: fc.constantFrom('1', '22', 'a', 'b@c'),
  resource: fc.constantFrom(...resources),
  record: fc.constantFrom('r1', 'r2', 'r3'),
  depth: fc.integer({ min: 0, max: 3 }),
});

const question = fc
  .record({ name: fc.constantFrom(...fields), path: fc.constantFrom(...paths) })
  .map(({ name, path }) => {
    const parameter: Parameter = { name, in: 'path', required: true, examples: [] };
    const subject = operation(`GET ${path.replace('{p}', `{${name}}`)}`, { parameters: [parameter] });
    return { parameter, subject, resource: resourceOfParameter(subject.path, name) || resourceOf(subject.path) };
  });

test('the look-up by name misses no value that fits', () => {
  fc.assert(
    fc.property(fc.constantFrom(...fields), fc.constantFrom(...resources), produced, (name, resource, entry) => {
      const fits = nameMatch(name, resource, entry.field, entry.resource) > 0;
      const isLookedUp = namesFor(name, resource).some(
        (key) => key.field === foldName(entry.field) && (key.resource === undefined || key.resource === entry.resource),
      );
      expect(isLookedUp || !fits).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('offers are those of a search through everything, in the same order', () => {
  fc.assert(
    fc.property(question, fc.array(produced, { maxLength: 30 }), ({ parameter, subject, resource }, entries) => {
      const searched = entries
        .map((entry) => ({ entry, match: nameMatch(parameter.name, resource, entry.field, entry.resource) }))
        .filter(({ match }) => match > 0)
        .map(({ entry, match }) => ({
          produced: entry,
          score: producerScore[entry.producer] * match - entry.depth * 0.01,
        }))
        .sort((a, b) => b.score - a.score);
      const { all, ofCaller, ofRecord } = offersFor(subject, parameter, entries);
      expect(all).toEqual(searched);
      for (const name of ['alice', 'bob'])
        expect(ofCaller.get(name)).toEqual(searched.find((offer) => offer.produced.identity === name));
      for (const record of ['r1', 'r2', 'r3'])
        expect(ofRecord.get(record)).toEqual(searched.find((offer) => offer.produced.record === record));
    }),
  );
});

test('what is left out as of no use is never offered', () => {
  fc.assert(
    fc.property(question, fc.array(produced, { maxLength: 30 }), ({ parameter, subject }, entries) => {
      const isOffered = isOfferedTo([{ operation: subject, parameter }]);
      expect(offersFor(subject, parameter, entries.filter(isOffered)).all).toEqual(
        offersFor(subject, parameter, entries).all,
      );
    }),
  );
});
