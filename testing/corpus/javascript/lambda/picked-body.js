// Two fields of the body are stored, the rest of the item is made here.
const crypto = require('crypto');
const AWS = require('aws-sdk');

const docs = new AWS.DynamoDB.DocumentClient();

module.exports.create = async (event) => {
  const { title, text } = JSON.parse(event.body);
  const item = {
    id: crypto.randomUUID(),
    owner: event.requestContext.authorizer.claims.sub,
    title: String(title),
    text: String(text),
  };
  await docs.put({ TableName: process.env.TABLE, Item: item }).promise();
  return { statusCode: 201, body: JSON.stringify({ id: item.id }) };
};
