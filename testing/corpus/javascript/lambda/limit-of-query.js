// The size of a page is held above one, but not below anything.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, QueryCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const wanted = Number(event.queryStringParameters?.limit ?? 10);
  const { Items } = await ddb.send( // expect code/unbounded-limit
    new QueryCommand({
      TableName: process.env.TABLE,
      KeyConditionExpression: 'userId = :me',
      ExpressionAttributeValues: { ':me': event.requestContext.authorizer.claims.sub },
      Limit: Math.max(1, wanted),
    }),
  );
  return { statusCode: 200, body: JSON.stringify(Items.map(({ id, at }) => ({ id, at }))) };
};
