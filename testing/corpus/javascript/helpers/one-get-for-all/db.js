// One function reads from all tables.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

async function load(table, key) {
  const { Item } = await ddb.send(new GetCommand({ TableName: table, Key: key })); // expect code/foreign-key-read
  return Item;
}

module.exports = { load };
