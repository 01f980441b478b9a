// The key begins with the subject of the authorizer.
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
  const caller = event.requestContext.authorizer?.claims.sub;
  const orderId = event.pathParameters?.orderId;

  const { Item } = await ddb.send(
    new GetCommand({ TableName: process.env.TABLE, Key: { pk: `CUSTOMER#${caller}`, sk: `ORDER#${orderId}` } }),
  );
  if (!Item) return { statusCode: 404, body: '' };
  return { statusCode: 200, body: JSON.stringify({ orderId, total: Item.total }) };
};
