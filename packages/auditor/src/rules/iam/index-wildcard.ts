import { breadthConfidence, hitAt, isForApplication, listed, shownResource, whoHas } from '../../iam/grant-breadth.ts';
import { type Grant, grantsOf } from '../../iam/grants.ts';
import { coversEveryIndex, coversEveryTable, tablesNamedBy } from '../../iam/grants-resource.ts';
import type { Infrastructure, Table } from '../../iam/infrastructure.ts';
import { isKeptToRows } from '../../iam/row-isolation.ts';
import { defineRule } from '../contract.ts';

export default defineRule<Infrastructure, 'foreignIndex' | 'ownRows' | 'everyIndex'>({
  id: 'iam/index-wildcard',
  title: 'A statement takes in every index of a table, also those to come',
  category: 'bolaAuthorization',
  severity: 'medium',
  cwe: [732],
  owasp: 'API1:2023',
  messages: {
    foreignIndex:
      '{who} is kept to its own rows by their partition key, but {resources} takes in {indexes}, whose partition key is something else.',
    ownRows:
      '{who} is kept to its own rows by their partition key. {resources} takes in every index, also one that is added later with a key that is no owner.',
    everyIndex: '{who} may read every index of the table, also those that are added later: {resources}.',
  },
  remediation: 'Name the indexes that are queried by their ARNs.',
  article: 'identification-failures',

  find: (infrastructure) =>
    grantsOf(infrastructure).flatMap((grant) => {
      const { statement } = grant;
      // What takes in every table is said of the tables.
      if (!isForApplication(grant) || statement.isNotResource || statement.resources.some(coversEveryTable)) return [];
      const patterns = statement.resources.filter(coversEveryIndex);
      const [pattern] = patterns;
      if (pattern === undefined || !readsIndexes(grant)) return [];
      const tables = patterns.map((entry) => tablesNamedBy(entry, infrastructure.tables));
      const isKept = isKeptToRows(grant.open);
      const foreign = isKept ? tables.flat().flatMap(foreignIndexes) : [];
      // Of a table without indexes nothing is given away that the table itself does not.
      const hasNone = tables.every((named) => named.length > 0 && named.every(({ indexes }) => indexes.length === 0));
      if (!isKept && hasNone) return [];
      return [
        hitAt(grant, {
          message: foreign.length > 0 ? 'foreignIndex' : isKept ? 'ownRows' : 'everyIndex',
          ...(!isKept && { severity: 'low' }),
          confidence: breadthConfidence(grant),
          parameter: shownResource(pattern),
          details: {
            who: whoHas(grant),
            resources: listed(patterns.map(shownResource)),
            ...(foreign.length > 0 && { indexes: listed(foreign) }),
          },
        }),
      ];
    }),
});

function readsIndexes({ reach }: Grant): boolean {
  return [...reach.values()].some((resources) => resources.some((resource) => resource.includes('/index/')));
}

/** Indexes that are not partitioned as their table is, with what they are partitioned by. */
function foreignIndexes({ key, indexes }: Table): string[] {
  return indexes
    .filter(({ partition }) => partition !== key.partition)
    .map(({ name, partition }) => `${name} (${partition})`);
}
