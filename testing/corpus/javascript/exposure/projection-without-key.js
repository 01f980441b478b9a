// The projection leaves the key of the interface in the table.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const { Item } = await ddb.send(
    new GetCommand({
      TableName: process.env.INTEGRATIONS,
      Key: { accountId: event.requestContext.authorizer.claims['custom:account'] },
      ProjectionExpression: 'provider, createdAt',
    }),
  );
  if (!Item) return { statusCode: 404, body: '' };
  return { statusCode: 200, body: JSON.stringify(Item) };
};
