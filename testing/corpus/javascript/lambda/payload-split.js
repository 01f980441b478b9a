// The claims are taken out of the token by hand.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, QueryCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

function claimsOf(event) {
  const token = (event.headers.authorization || '').replace(/^Bearer /, '');
  return JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString('utf8')); // expect code/unverified-token-identity
}

exports.handler = async (event) => {
  const { sub } = claimsOf(event);
  const { Items } = await ddb.send(
    new QueryCommand({
      TableName: process.env.MESSAGES_TABLE,
      KeyConditionExpression: 'recipient = :me',
      ExpressionAttributeValues: { ':me': sub },
      Limit: 25,
    }),
  );
  return { statusCode: 200, body: JSON.stringify(Items.map((m) => ({ id: m.id, subject: m.subject }))) };
};
