// One function reads from all tables, always under a user.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

async function load(table, userId, id) {
  const key = { pk: `USER#${userId}`, sk: id };
  const { Item } = await ddb.send(new GetCommand({ TableName: table, Key: key }));
  return Item;
}

module.exports = { load };
