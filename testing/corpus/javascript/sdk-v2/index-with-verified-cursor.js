// The place to go on from is a token of its own, which is verified.
const AWS = require('aws-sdk');
const jwt = require('jsonwebtoken');

const db = new AWS.DynamoDB.DocumentClient();
const KEY = process.env.CURSOR_KEY;

exports.handler = async (event) => {
  const { carrier, next } = event.queryStringParameters;
  const tenant = event.requestContext.authorizer.claims['custom:tenant'];
  const params = {
    TableName: process.env.SHIPMENTS,
    IndexName: 'carrier-index',
    KeyConditionExpression: 'carrier = :carrier',
    FilterExpression: 'tenantId = :tenant',
    ExpressionAttributeValues: { ':carrier': carrier, ':tenant': tenant },
    Limit: 50,
  };
  if (next) params.ExclusiveStartKey = jwt.verify(next, KEY, { algorithms: ['HS256'], audience: tenant }).key;

  const page = await db.query(params).promise();
  const last = page.LastEvaluatedKey;
  const token = last && jwt.sign({ key: last }, KEY, { algorithm: 'HS256', audience: tenant, expiresIn: '10m' });
  const items = page.Items.map(({ shipmentId, city }) => ({ shipmentId, city }));
  return { statusCode: 200, body: JSON.stringify({ items, next: token }) };
};
