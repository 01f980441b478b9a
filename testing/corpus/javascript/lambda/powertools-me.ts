// The router answers about nobody but the caller.
import { Router } from '@aws-lambda-powertools/event-handler/http';
import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Router();

app.get('/members/me', async ({ event }) => {
  const { claims } = (event as APIGatewayProxyEventV2WithJWTAuthorizer).requestContext.authorizer.jwt;
  const { Item } = await ddb.send(new GetCommand({ TableName: 'members', Key: { memberId: claims.sub } }));
  return { name: Item?.name, level: Item?.level };
});

export const handler = async (event: APIGatewayProxyEventV2, context: Context) => app.resolve(event, context);
