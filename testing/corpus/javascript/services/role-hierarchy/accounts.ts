import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.ACCOUNTS;

const card = (item: Record<string, unknown>) => ({ id: item.accountId, email: item.email });

export async function everyone() {
  const all = [];
  for await (const page of paginateScan({ client: ddb, pageSize: 100 }, { TableName })) {
    all.push(...(page.Items ?? []).map(card));
  }
  return all;
}

export async function byEmailPrefix(prefix: string) {
  const { Items = [] } = await ddb.send( // expect code/table-scan
    new ScanCommand({
      TableName,
      FilterExpression: 'begins_with(email, :prefix)',
      ExpressionAttributeValues: { ':prefix': prefix },
    }),
  );
  return Items.map(card);
}

export async function suspend(accountId: string) {
  await ddb.send(
    new UpdateCommand({
      TableName,
      Key: { accountId },
      UpdateExpression: 'SET suspended = :yes',
      ConditionExpression: 'attribute_exists(accountId)',
      ExpressionAttributeValues: { ':yes': true },
    }),
  );
}
