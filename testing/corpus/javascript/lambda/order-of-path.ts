// The authorizer knows the caller, the key is made of the path alone.
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
  const caller = event.requestContext.authorizer?.claims.sub;
  const orderId = event.pathParameters?.orderId;
  console.log('order read', { caller, orderId });

  const { Item } = await ddb.send( // expect code/foreign-key-read
    new GetCommand({ TableName: process.env.TABLE, Key: { pk: `ORDER#${orderId}`, sk: 'HEAD' } }),
  );
  if (!Item) return { statusCode: 404, body: '' };
  return { statusCode: 200, body: JSON.stringify({ orderId, total: Item.total }) };
};
