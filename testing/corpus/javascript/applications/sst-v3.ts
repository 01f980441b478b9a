// Functions of SST with linked resources.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { Resource } from 'sst';
import * as uuid from 'uuid';

const dynamoDb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

function wrap(lambda: (event: APIGatewayProxyEvent) => Promise<string>) {
  return async function (event: APIGatewayProxyEvent) {
    let body: string;
    let statusCode: number;
    try {
      body = await lambda(event);
      statusCode = 200;
    } catch (error) {
      statusCode = 500;
      body = JSON.stringify({ error: error instanceof Error ? error.message : String(error) });
    }
    return { body, statusCode }; // expect code/raw-error-returned
  };
}

export const create = wrap(async (event) => {
  let data = { content: '', attachment: '' };
  if (event.body != null) data = JSON.parse(event.body);
  const params = {
    TableName: Resource.Notes.name,
    Item: {
      userId: event.requestContext.authorizer?.iam.cognitoIdentity.identityId,
      noteId: uuid.v1(),
      content: data.content,
      attachment: data.attachment,
      createdAt: Date.now(),
    },
  };
  await dynamoDb.send(new PutCommand(params));
  return JSON.stringify({ noteId: params.Item.noteId });
});

export const get = wrap(async (event) => {
  const params = { TableName: Resource.Notes.name, Key: { userId: event.queryStringParameters?.user, noteId: event?.pathParameters?.id } };
  console.log('read for', event.requestContext.authorizer?.iam.cognitoIdentity.identityId);
  const result = await dynamoDb.send(new GetCommand(params)); // expect code/foreign-key-read
  if (!result.Item) throw new Error('Item not found.');
  return JSON.stringify({ content: result.Item.content });
});
