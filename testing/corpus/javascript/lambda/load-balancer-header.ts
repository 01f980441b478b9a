// The header of the load balancer is believed, its signed companion is not looked at.
import type { ALBEvent, ALBResult } from 'aws-lambda';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event: ALBEvent): Promise<ALBResult> => {
  const userId = event.headers?.['x-amzn-oidc-identity']; // expect code/identity-from-client-header
  if (!userId) return { statusCode: 401, body: '' };
  const { Item } = await ddb.send(new GetCommand({ TableName: process.env.TABLE, Key: { userId } }));
  return { statusCode: 200, body: JSON.stringify({ name: Item?.name, office: Item?.office }) };
};
