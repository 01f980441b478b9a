import { createHash } from 'node:crypto';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { connect, type Documents } from './database.ts';
import { TABLES } from './tables.ts';

/**
 * SHA-256 of the canonical JSON of every item, by table and primary key: `Posts/1041/5107`.
 * Two stores with equal digests hold the same data.
 *
 * @param endpoint of the DynamoDB that {@link fillStore} filled
 */
export async function digestStore(endpoint: string): Promise<Record<string, string>> {
  const documents = connect(endpoint);
  try {
    return Object.fromEntries((await Promise.all(TABLES.map((table) => digestTable(documents, table)))).flat());
  } finally {
    documents.destroy();
  }
}

type Table = (typeof TABLES)[number];

async function digestTable(documents: Documents, { TableName, KeySchema = [] }: Table): Promise<[string, string][]> {
  const digests: [string, string][] = [];
  for await (const { Items = [] } of paginateScan({ client: documents }, { TableName })) {
    for (const item of Items) {
      const key = KeySchema.map(({ AttributeName = '' }) => encodeURIComponent(item[AttributeName]));
      digests.push([[TableName, ...key].join('/'), digest(item)]);
    }
  }
  return digests;
}

function digest(item: object): string {
  return createHash('sha256').update(JSON.stringify(item, canonical)).digest('hex');
}

/** Objects by the order of their names; sets, which have no order, as sorted lists of their own kind. */
function canonical(_: string, value: unknown): unknown {
  if (value instanceof Set) return { set: [...value].sort() };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
