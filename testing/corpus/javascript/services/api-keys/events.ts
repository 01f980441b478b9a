import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';

export const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export async function eventsOf(projectId: string) {
  const { Items = [] } = await ddb.send( // expect code/foreign-key-read
    new QueryCommand({
      TableName: process.env.EVENTS,
      KeyConditionExpression: 'projectId = :project',
      ExpressionAttributeValues: { ':project': projectId },
      Limit: 100,
    }),
  );
  return Items.map((event) => ({ at: event.at, name: event.name }));
}

export async function record(projectId: string, name: string) {
  await ddb.send(
    new PutCommand({ TableName: process.env.EVENTS, Item: { projectId, eventId: ulid(), name, at: Date.now() } }),
  );
}
