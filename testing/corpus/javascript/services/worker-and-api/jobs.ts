import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { randomUUID } from 'node:crypto';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.JOBS;

export async function remember(owner: string) {
  const jobId = randomUUID();
  await ddb.send(new PutCommand({ TableName, Item: { jobId, owner, state: 'queued' } }));
  return jobId;
}

export async function find(jobId: string) {
  const { Item } = await ddb.send(new GetCommand({ TableName, Key: { jobId } })); // expect code/foreign-key-read
  return Item;
}

export async function finish(jobId: string, url: string) {
  await ddb.send(
    new UpdateCommand({
      TableName,
      Key: { jobId },
      UpdateExpression: 'SET #s = :done, #u = :url',
      ExpressionAttributeNames: { '#s': 'state', '#u': 'url' },
      ExpressionAttributeValues: { ':done': 'done', ':url': url },
    }),
  );
}
