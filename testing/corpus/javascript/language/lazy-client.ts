// The client is made when it is needed for the first time.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyHandler } from 'aws-lambda';

let documents: DynamoDBDocumentClient | undefined;

function client(): DynamoDBDocumentClient {
  documents ??= DynamoDBDocumentClient.from(new DynamoDBClient({}));
  return documents;
}

export const handler: APIGatewayProxyHandler = async (event) => {
  const caller = event.requestContext.authorizer?.claims?.sub;
  console.log('asked by', caller);
  const { Item } = await client().send( // expect code/foreign-key-read
    new GetCommand({ TableName: process.env.TABLE, Key: { id: event.pathParameters?.id } }),
  );
  return { statusCode: 200, body: JSON.stringify({ id: Item?.id, text: Item?.text }) };
};
