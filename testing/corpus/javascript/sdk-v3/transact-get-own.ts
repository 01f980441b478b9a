// A transaction reads two items, both from the caller's partition.
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactGetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event: APIGatewayProxyEventV2WithJWTAuthorizer) => {
  const { accountId, limitId } = JSON.parse(event.body ?? '{}');
  const pk = `CUSTOMER#${event.requestContext.authorizer.jwt.claims.sub}`;
  const out = await ddb.send(
    new TransactGetCommand({
      TransactItems: [
        { Get: { TableName: 'bank', Key: { pk, sk: `ACCOUNT#${accountId}` } } },
        { Get: { TableName: 'bank', Key: { pk, sk: `LIMIT#${limitId}` } } },
      ],
    }),
  );
  const [account, limit] = out.Responses ?? [];
  return { statusCode: 200, body: JSON.stringify({ balance: account.Item?.balance, limit: limit.Item?.amount }) };
};
