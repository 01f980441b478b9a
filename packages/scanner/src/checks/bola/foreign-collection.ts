import { anonymous, type Exchange, isSuccess } from '@middlebrick/model';
import { defineCheck } from '../../define-check.ts';
import { type CollectionEvidence, judgeCollection } from '../../verdict/collection.ts';
import { rowsOf } from '../../verdict/compare.ts';
import { lastKey, severityOfDisclosure } from '../../verdict/severity.ts';

interface Reading {
  evidence: CollectionEvidence;
  owner: string;
  other: string;
  /** The owner's own answer of the same list, for the proof. */
  asOwner: Exchange;
}

export default defineCheck({
  id: 'bola/foreign-collection',
  title: "A list returns other users' private objects",
  category: 'bolaAuthorization',
  severity: 'critical',
  cwe: [863, 639],
  owasp: 'API1:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N',
  sends: 'reads',
  needs: ['identities', 'baselines', 'objects'],
  messages: {
    markedPrivate: '{other} is shown {rows} of {owner} that the API itself marks as private.',
    sensitive: '{other} is shown {rows} of {owner} with data that no list shares on purpose.',
    refusedInDetail: '{other} is shown {rows} of {owner}, each of which it is refused when it asks for it by its id.',
    mayBeShared: 'The list shows rows of other users, and whether that is meant cannot be told from outside.',
    noForeignRows: 'The list shows no rows of other users.',
    anonymousToo: 'The list is public: it shows the same rows without signing in.',
    privileged: 'The list was read by a privileged identity only.',
    refused: 'The list is refused to the other user.',
    noAnswer: 'The list gave no usable answer.',
    oneIdentity: 'It takes two identities whose rows can be told apart.',
  },
  remediation:
    'Put the verified caller into the key condition of the query: an index that is read for a user needs the owner (or the tenant) in its partition key. Filtering rows afterwards is not a substitute.',
  article: 'identification-failures',

  appliesTo: (operation, { baselines }) =>
    baselines.some(
      (baseline) =>
        baseline.operation === operation.id && isSuccess(baseline.exchange) && rowsOf(baseline.exchange).length > 0,
    ) || 'is not a list that was answered',

  async probe({ operation, survey, send }) {
    const { identities, objects } = survey;
    const readings: Reading[] = [];
    const owned = new Set(
      objects.filter((object) => object.operation === operation.id).map((object) => JSON.stringify(object.values)),
    );
    const lists = survey.baselines.filter(
      (entry) =>
        entry.operation === operation.id &&
        entry.identity !== anonymous.name &&
        isSuccess(entry.exchange) &&
        !owned.has(JSON.stringify(entry.values)),
    );
    const requests = [...new Map(lists.map((entry) => [entry.request.path, entry.request])).values()].slice(0, 2);
    for (const request of requests) {
      const nobody = await send(request, anonymous, 'anonymous lists');
      for (const other of identities) {
        const exchange = await send(request, other, 'stranger lists');
        for (const owner of identities) {
          if (owner.name === other.name) continue;
          const details = await Promise.all(
            objects
              .filter(
                (object) =>
                  object.owner === owner.name &&
                  object.operation !== operation.id &&
                  isIn(exchange, object.values[object.parameter]),
              )
              .slice(0, 2)
              .map((object) => send(object.request, other, "stranger reads the owner's")),
          );
          const evidence = {
            other: exchange,
            anonymous: nobody,
            ownerSubjects: owner.subjects,
            otherSubjects: other.subjects,
            isPrivileged: other.isPrivileged,
            details,
          };
          readings.push({
            evidence,
            owner: owner.name,
            other: other.name,
            asOwner: await send(request, owner, 'owner lists'),
          });
        }
      }
    }
    return { readings };
  },

  judge({ readings }) {
    const judged = readings.map((reading) => ({ ...reading, verdict: judgeCollection(reading.evidence) }));
    const hit =
      judged.find(({ verdict }) => verdict.confidence === 'confirmed') ??
      judged.find(({ verdict }) => verdict.outcome === 'vulnerable');
    if (hit !== undefined) {
      const { verdict, evidence, owner, other } = hit;
      const values = verdict.values.slice(0, 40);
      const shows = [...new Set(values.map((value) => value.path))];
      return {
        outcome: 'vulnerable',
        message: verdict.rule as 'markedPrivate' | 'sensitive' | 'refusedInDetail',
        confidence: verdict.confidence ?? 'firm',
        severity: severityOfDisclosure(values),
        values,
        proof: [
          { role: 'owner', label: `${owner} (owner)`, exchange: hit.asOwner, shows },
          {
            role: 'other',
            label: `${other} (someone else)`,
            exchange: evidence.other,
            shows,
            note: `${verdict.rows.length} rows of ${owner}`,
          },
          { role: 'anonymous', label: 'anonymous', exchange: evidence.anonymous },
        ],
        replay: 1,
        details: {
          owner,
          other,
          rows: `${verdict.rows.length} ${verdict.rows.length === 1 ? 'row' : 'rows'}`,
          fields: shows.map(lastKey).join(', '),
        },
      };
    }
    const decisive =
      judged.find(({ verdict }) => verdict.outcome === 'inconclusive') ??
      judged.find(({ verdict }) => verdict.rule !== 'privileged') ??
      judged[0];
    if (decisive === undefined) return { outcome: 'inconclusive', message: 'oneIdentity' };
    const { outcome, rule } = decisive.verdict;
    return { outcome: outcome === 'hardened' ? 'hardened' : 'inconclusive', message: rule };
  },
});

function isIn(exchange: Exchange, id: string | undefined): boolean {
  return id !== undefined && (exchange.response?.body ?? '').includes(id);
}
