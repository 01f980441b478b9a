// A table of functions says what each action does.
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyResultV2 } from 'aws-lambda';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
type Event = APIGatewayProxyEventV2WithJWTAuthorizer;

const callerOf = (event: Event) => String(event.requestContext.authorizer.jwt.claims.sub);

async function show(event: Event) {
  const { Item } = await documents.send(
    new GetCommand({ TableName: 'lists', Key: { owner: callerOf(event), id: event.pathParameters?.id } }),
  );
  return { title: Item?.title };
}

async function rename(event: Event) {
  const { title, owner } = JSON.parse(event.body ?? '{}');
  console.log('renamed by', callerOf(event));
  await documents.send( // expect code/foreign-key-write
    new UpdateCommand({
      TableName: 'lists',
      Key: { owner, id: event.pathParameters?.id },
      UpdateExpression: 'SET title = :t',
      ConditionExpression: 'attribute_exists(id)',
      ExpressionAttributeValues: { ':t': title },
    }),
  );
  return {};
}

const actions: Record<string, (event: Event) => Promise<object>> = {
  'GET /lists/{id}': show,
  'PATCH /lists/{id}': rename,
};

export const handler = async (event: Event): Promise<APIGatewayProxyResultV2> => {
  const action = actions[event.routeKey];
  if (!action) return { statusCode: 404 };
  return { statusCode: 200, body: JSON.stringify(await action(event)) };
};
