// The new password of the caller is written as it comes.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocument } = require('@aws-sdk/lib-dynamodb');

const db = DynamoDBDocument.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const { newPassword } = JSON.parse(event.body);
  const userId = event.requestContext.authorizer.claims.sub;
  await db.update({ // expect code/cleartext-credential-stored
    TableName: process.env.USERS,
    Key: { userId },
    UpdateExpression: 'SET password = :password',
    ExpressionAttributeValues: { ':password': newPassword },
  });
  return { statusCode: 204 };
};
