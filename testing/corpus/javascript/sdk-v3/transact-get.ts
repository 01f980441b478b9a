// A transaction reads the account and the limit that the body names.
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactGetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event: APIGatewayProxyEventV2WithJWTAuthorizer) => {
  const { accountId, limitId } = JSON.parse(event.body ?? '{}');
  const by = event.requestContext.authorizer.jwt.claims.sub;
  const out = await ddb.send( // expect code/foreign-key-read
    new TransactGetCommand({
      TransactItems: [
        { Get: { TableName: 'accounts', Key: { accountId } } },
        { Get: { TableName: 'limits', Key: { limitId } } },
      ],
    }),
  );
  const [account, limit] = out.Responses ?? [];
  return { statusCode: 200, body: JSON.stringify({ balance: account.Item?.balance, limit: limit.Item?.amount, by }) };
};
