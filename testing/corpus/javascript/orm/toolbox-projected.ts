// Two attributes are asked for, and two are sent.
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Entity, GetItemCommand, item, number, string, Table } from 'dynamodb-toolbox';

const Users = new Table({
  documentClient: DynamoDBDocumentClient.from(new DynamoDBClient({})),
  name: process.env.USERS_TABLE as string,
  partitionKey: { name: 'userId', type: 'string' },
});

const User = new Entity({
  name: 'user',
  table: Users,
  schema: item({ userId: string().key(), nickname: string(), city: string(), riskScore: number() }),
});

export const handler = async (event: APIGatewayProxyEventV2WithJWTAuthorizer) => {
  const userId = event.requestContext.authorizer.jwt.claims.sub as string;
  const { Item } = await User.build(GetItemCommand).key({ userId }).options({ attributes: ['nickname', 'city'] }).send();
  if (!Item) return { statusCode: 404, body: '' };
  return { statusCode: 200, body: JSON.stringify(Item) };
};
