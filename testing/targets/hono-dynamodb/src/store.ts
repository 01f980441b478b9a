import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { connect, type Documents } from './database.ts';
import { createSeedData, type PostItem, type SeedData, type SeededUser, type SeedOptions } from './seed-data.ts';
import { POSTS, TABLES, USERS } from './tables.ts';

/** The most items one `BatchWriteItem` takes. */
const BATCH_SIZE = 25;

export interface Store {
  /** `http://127.0.0.1:<port>`; any region and any credentials are accepted. */
  readonly endpoint: string;
  readonly users: readonly SeededUser[];
  readonly posts: readonly PostItem[];
  readonly close: () => Promise<void>;
}

/** Starts an embedded DynamoDB on a free port of the loopback address, with the tables made and filled. */
export async function startStore(options: SeedOptions): Promise<Store> {
  const data = createSeedData(options);
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await fillStore(endpoint, data);
  } catch (error) {
    await closeServer(server);
    throw error;
  }
  return { endpoint, ...data, close: () => closeServer(server) };
}

/** Creates both tables at the given endpoint and loads the data into them. */
export async function fillStore(endpoint: string, data: SeedData): Promise<void> {
  const documents = connect(endpoint);
  try {
    await Promise.all(TABLES.map((table) => documents.send(new CreateTableCommand(table))));
    await writeAll(
      documents,
      USERS,
      data.users.map((user) => user.item),
    );
    await writeAll(documents, POSTS, data.posts);
  } finally {
    documents.destroy();
  }
}

async function writeAll(documents: Documents, table: string, items: readonly object[]): Promise<void> {
  for (let start = 0; start < items.length; start += BATCH_SIZE) {
    const requests = items.slice(start, start + BATCH_SIZE).map((item) => ({ PutRequest: { Item: { ...item } } }));
    const { UnprocessedItems } = await documents.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
    const left = UnprocessedItems?.[table]?.length ?? 0;
    if (left > 0) throw new Error(`${left} items of the table ${table} were not written.`);
  }
}

/** Ends the server and the connections that clients keep alive; else `close` would wait for them. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
