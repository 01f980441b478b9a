// The identity pool signs the request, its id is the key.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const userId = event.requestContext.identity.cognitoIdentityId;
  const locale = event.headers['accept-language'] ?? 'en';
  const { Item } = await ddb.send(new GetCommand({ TableName: process.env.TABLE, Key: { userId } }));
  return { statusCode: 200, body: JSON.stringify({ theme: Item?.theme ?? 'light', locale }) };
};
