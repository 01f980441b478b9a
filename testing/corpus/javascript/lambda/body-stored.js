// The body is parsed and stored as it came, with an id and the caller added.
const crypto = require('crypto');
const AWS = require('aws-sdk');

const docs = new AWS.DynamoDB.DocumentClient();

module.exports.create = async (event) => {
  const owner = event.requestContext.authorizer.claims.sub;
  const item = JSON.parse(event.body);
  item.id = crypto.randomUUID();
  item.owner = owner;
  await docs.put({ TableName: process.env.TABLE, Item: item }).promise(); // expect code/mass-assignment
  return { statusCode: 201, body: JSON.stringify({ id: item.id }) };
};
