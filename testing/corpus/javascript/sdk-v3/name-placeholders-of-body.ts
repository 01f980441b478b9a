// Names have placeholders, values have placeholders, but the body says which names there are.
import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event: APIGatewayProxyEvent) => {
  const changes = JSON.parse(event.body ?? '{}') as Record<string, unknown>;
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = { ':revision': randomUUID() };
  const sets = ['revision = :revision'];
  Object.entries(changes).forEach(([name, value], index) => {
    names[`#n${index}`] = name;
    values[`:v${index}`] = value;
    sets.push(`#n${index} = :v${index}`);
  });
  await ddb.send( // expect code/mass-assignment
    new UpdateCommand({
      TableName: process.env.PROFILES,
      Key: { userId: event.requestContext.authorizer?.claims.sub },
      UpdateExpression: `SET ${sets.join(', ')}`,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    }),
  );
  return { statusCode: 204, body: '' };
};
