// The body brings the condition under which the update happens.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, UpdateCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const { field, wanted, volume } = JSON.parse(event.body);
  await ddb.send( // expect code/expression-injection
    new UpdateCommand({
      TableName: process.env.TABLE,
      Key: { userId: event.requestContext.authorizer.claims.sub },
      UpdateExpression: 'SET volume = :v',
      ConditionExpression: field + ' = :wanted',
      ExpressionAttributeValues: { ':v': Number(volume), ':wanted': wanted },
    }),
  );
  return { statusCode: 204 };
};
