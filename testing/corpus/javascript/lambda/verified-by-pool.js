// The token is verified against the user pool before its subject is used.
const { CognitoJwtVerifier } = require('aws-jwt-verify');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, QueryCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const verifier = CognitoJwtVerifier.create({
  userPoolId: process.env.USER_POOL_ID,
  tokenUse: 'access',
  clientId: process.env.CLIENT_ID,
});

exports.handler = async (event) => {
  let claims;
  try {
    claims = await verifier.verify((event.headers.authorization || '').replace(/^Bearer /, ''));
  } catch {
    return { statusCode: 401, body: '' };
  }
  const { Items } = await ddb.send(
    new QueryCommand({
      TableName: process.env.MESSAGES_TABLE,
      KeyConditionExpression: 'recipient = :me',
      ExpressionAttributeValues: { ':me': claims.sub },
      Limit: 25,
    }),
  );
  return { statusCode: 200, body: JSON.stringify(Items.map((m) => ({ id: m.id, subject: m.subject }))) };
};
