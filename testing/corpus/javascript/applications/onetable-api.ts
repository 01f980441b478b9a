// Models of OneTable behind a function.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Dynamo } from 'dynamodb-onetable/Dynamo';
import { Table } from 'dynamodb-onetable';
import type { APIGatewayProxyHandlerV2WithJWTAuthorizer } from 'aws-lambda';

const schema = {
  version: '0.0.1',
  indexes: { primary: { hash: 'pk', sort: 'sk' } },
  models: {
    Account: {
      pk: { type: String, value: 'account:${id}' },
      sk: { type: String, value: 'account:' },
      id: { type: String, required: true },
      name: { type: String, required: true },
      plan: { type: String },
    },
  },
} as const;

const table = new Table({ name: 'accounts', client: new Dynamo({ client: new DynamoDBClient({}) }), schema });
const Account = table.getModel('Account');

export const own: APIGatewayProxyHandlerV2WithJWTAuthorizer = async (event) => {
  const account = await Account.get({ id: String(event.requestContext.authorizer.jwt.claims.account) });
  return { statusCode: 200, body: JSON.stringify({ name: account?.name }) };
};

export const any: APIGatewayProxyHandlerV2WithJWTAuthorizer = async (event) => {
  console.log('asked by', event.requestContext.authorizer.jwt.claims.sub);
  const account = await Account.get({ id: event.pathParameters?.id }); // expect code/foreign-key-read
  return { statusCode: 200, body: JSON.stringify({ name: account?.name }) };
};
