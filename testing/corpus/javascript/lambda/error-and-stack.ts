// A failure answers with the stack of the error.
import type { APIGatewayProxyHandler } from 'aws-lambda';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler: APIGatewayProxyHandler = async (event) => {
  try {
    const userId = event.requestContext.authorizer?.claims.sub;
    const { Item } = await ddb.send(new GetCommand({ TableName: process.env.TABLE, Key: { userId } }));
    return { statusCode: 200, body: JSON.stringify({ points: Item?.points ?? 0 }) };
  } catch (e) {
    const error = e as Error;
    return { statusCode: 500, body: JSON.stringify({ message: error.message, stack: error.stack }) }; // expect code/raw-error-returned
  }
};
