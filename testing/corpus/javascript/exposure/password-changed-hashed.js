// The new password of the caller is hashed before it is written.
const argon2 = require('argon2');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocument } = require('@aws-sdk/lib-dynamodb');

const db = DynamoDBDocument.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const { newPassword } = JSON.parse(event.body);
  if (String(newPassword).length < 12) return { statusCode: 400, body: JSON.stringify({ error: 'too short' }) };
  const userId = event.requestContext.authorizer.claims.sub;
  await db.update({
    TableName: process.env.USERS,
    Key: { userId },
    UpdateExpression: 'SET password = :password',
    ExpressionAttributeValues: { ':password': await argon2.hash(String(newPassword)) },
  });
  return { statusCode: 204 };
};
