// An older function that answers by its callback.
'use strict';
const AWS = require('aws-sdk');
const uuid = require('uuid');
const dynamoDb = new AWS.DynamoDB.DocumentClient();

module.exports.create = (event, context, callback) => {
  const data = JSON.parse(event.body);
  const owner = event.requestContext.authorizer.claims['cognito:username'];
  if (typeof data.text !== 'string') {
    callback(null, { statusCode: 400, body: 'Could not create the todo item.' });
    return;
  }
  const params = {
    TableName: process.env.DYNAMODB_TABLE,
    Item: { owner: owner, id: uuid.v1(), text: data.text, checked: false, createdAt: new Date().getTime() },
  };
  dynamoDb.put(params, (error) => {
    if (error) {
      console.error(error);
      callback(null, { statusCode: error.statusCode || 501, body: 'Could not create the todo item.' });
      return;
    }
    callback(null, { statusCode: 200, body: JSON.stringify({ id: params.Item.id }) });
  });
};

module.exports.get = (event, context, callback) => {
  console.log('user', event.requestContext.authorizer.claims['cognito:username']);
  const params = { TableName: process.env.DYNAMODB_TABLE, Key: { owner: event.queryStringParameters.owner, id: event.pathParameters.id } };
  dynamoDb.get(params, (error, result) => { // expect code/foreign-key-read
    if (error) {
      callback(null, { statusCode: 501, body: 'Could not fetch the todo item.' });
      return;
    }
    callback(null, { statusCode: 200, body: JSON.stringify({ text: result.Item.text }) });
  });
};
