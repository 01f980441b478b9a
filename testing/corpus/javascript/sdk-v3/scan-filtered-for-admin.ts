// Only an administrator of the user pool searches the whole table.
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event: APIGatewayProxyEvent) => {
  const claims = event.requestContext.authorizer?.claims ?? {};
  if (claims['custom:role'] !== 'admin') return { statusCode: 403, body: '' };
  const { Items = [] } = await ddb.send(
    new ScanCommand({
      TableName: process.env.TABLE,
      FilterExpression: 'city = :city',
      ExpressionAttributeValues: { ':city': event.queryStringParameters?.city ?? 'Vienna' },
    }),
  );
  return { statusCode: 200, body: JSON.stringify(Items.map((item) => ({ id: item.id, name: item.name }))) };
};
