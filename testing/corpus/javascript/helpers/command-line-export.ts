// A script for the operator writes the table into a file.
import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';

const { values } = parseArgs({ options: { table: { type: 'string' }, out: { type: 'string', default: 'export.ndjson' } } });
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const file = createWriteStream(values.out);
let count = 0;

for await (const page of paginateScan({ client }, { TableName: values.table })) {
  for (const item of page.Items ?? []) {
    file.write(`${JSON.stringify(item)}\n`);
    count += 1;
  }
}

file.end();
console.info(`${count} items written`);
