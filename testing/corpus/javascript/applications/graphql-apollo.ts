// Functions that resolve direct AppSync fields.
import type { AppSyncIdentityCognito, AppSyncResolverHandler } from 'aws-lambda';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler: AppSyncResolverHandler<{ id: string }, object> = async (event) => {
  const { sub } = event.identity as AppSyncIdentityCognito;
  const { Item } = await documents.send(new GetCommand({ TableName: 'letters', Key: { id: event.arguments.id } }));
  if (!Item || Item.recipient !== sub) throw new Error('not found');
  return { id: Item.id, text: Item.text };
};
