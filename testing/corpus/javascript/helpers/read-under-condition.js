// Reading happens only on the side of the question where the caller is the owner.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

const answer = (statusCode, body) => ({ statusCode, body: JSON.stringify(body) });

async function allowance(userId) {
  const { Item } = await ddb.send(new GetCommand({ TableName: process.env.TABLE, Key: { userId } }));
  return { days: Item?.days ?? 0, year: Item?.year };
}

exports.handler = async (event) => {
  const { userId } = event.pathParameters;
  const { sub } = event.requestContext.authorizer.jwt.claims;
  return userId === sub ? answer(200, await allowance(userId)) : answer(403, { error: 'forbidden' });
};
