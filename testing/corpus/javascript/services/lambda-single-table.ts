// Three functions on one table: own orders, the orders of any customer, and an index of all that is open.
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyResultV2 } from 'aws-lambda';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

type Event = APIGatewayProxyEventV2WithJWTAuthorizer;
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } });
const TableName = process.env.TABLE_NAME;

const answer = (statusCode: number, body: unknown): APIGatewayProxyResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const customerKey = (id: string) => `CUSTOMER#${id}`;

const present = (items: Record<string, unknown>[] = []) => items.map((item) => ({ id: item.SK, total: item.total, state: item.state }));

export const listMine = async (event: Event) => {
  const me = event.requestContext.authorizer.jwt.claims.sub as string;
  const { Items } = await ddb.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'PK = :pk and begins_with(SK, :order)',
      ExpressionAttributeValues: { ':pk': customerKey(me), ':order': 'ORDER#' },
    }),
  );
  return answer(200, present(Items));
};

export const listOfCustomer = async (event: Event) => {
  const agent = event.requestContext.authorizer.jwt.claims.sub;
  console.info(JSON.stringify({ agent, what: 'orders of a customer' }));
  const { Items } = await ddb.send( // expect code/foreign-key-read
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'PK = :pk and begins_with(SK, :order)',
      ExpressionAttributeValues: { ':pk': customerKey(event.pathParameters?.customerId ?? ''), ':order': 'ORDER#' },
    }),
  );
  return answer(200, present(Items));
};

export const listOpen = async (event: Event) => {
  const me = event.requestContext.authorizer.jwt.claims.sub;
  const { Items } = await ddb.send( // expect code/index-without-owner
    new QueryCommand({
      TableName,
      IndexName: 'GSI1',
      KeyConditionExpression: 'GSI1PK = :open',
      ExpressionAttributeValues: { ':open': 'STATE#open' },
    }),
  );
  console.info(`${Items?.length} open orders for ${me}`);
  return answer(200, present(Items));
};
