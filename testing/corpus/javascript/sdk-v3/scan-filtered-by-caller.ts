// The whole table is read so that a filter on the caller can be put over it.
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event: APIGatewayProxyEvent) => {
  const me = event.requestContext.authorizer?.claims.sub;
  const { Items = [] } = await ddb.send( // expect code/table-scan
    new ScanCommand({
      TableName: process.env.TABLE,
      FilterExpression: 'ownerId = :me',
      ExpressionAttributeValues: { ':me': me },
    }),
  );
  return { statusCode: 200, body: JSON.stringify(Items.map((item) => ({ id: item.id, name: item.name }))) };
};
