// A new key is shown to the one who made it, and only its hash is stored.
const { createHash, randomBytes, randomUUID } = require('crypto');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const accountId = event.requestContext.authorizer.claims['custom:account'];
  const apiKey = randomBytes(32).toString('base64url');
  const keyId = randomUUID();
  const digest = createHash('sha256').update(apiKey).digest('hex');
  await ddb.send(new PutCommand({ TableName: process.env.KEYS, Item: { accountId, keyId, digest } }));
  return { statusCode: 201, body: JSON.stringify({ keyId, apiKey }) };
};
