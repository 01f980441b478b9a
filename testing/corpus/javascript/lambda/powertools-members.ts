// A router of Powertools reads any member that the path names.
import { Router } from '@aws-lambda-powertools/event-handler/http';
import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const logger = new Logger({ serviceName: 'members' });
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Router({ logger });

app.get('/members/:memberId', async ({ params, event }) => {
  const { requestContext } = event as unknown as { requestContext: { authorizer: { jwt: { claims: { sub: string } } } } };
  logger.info('member read', { by: requestContext.authorizer.jwt.claims.sub });
  const { Item } = await ddb.send(new GetCommand({ TableName: 'members', Key: { memberId: params.memberId } })); // expect code/foreign-key-read
  return { name: Item?.name, level: Item?.level };
});

export const handler = async (event: APIGatewayProxyEventV2, context: Context) => app.resolve(event, context);
