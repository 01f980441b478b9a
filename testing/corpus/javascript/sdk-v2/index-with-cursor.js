// The index is filtered by tenant, the place to go on from is the client's own.
const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const { carrier, next } = event.queryStringParameters;
  const params = {
    TableName: process.env.SHIPMENTS,
    IndexName: 'carrier-index',
    KeyConditionExpression: 'carrier = :carrier',
    FilterExpression: 'tenantId = :tenant',
    ExpressionAttributeValues: { ':carrier': carrier, ':tenant': event.requestContext.authorizer.claims['custom:tenant'] },
    Limit: 50,
  };
  if (next) params.ExclusiveStartKey = JSON.parse(Buffer.from(next, 'base64').toString('utf8'));

  const page = await db.query(params).promise(); // expect code/client-cursor
  return { statusCode: 200, body: JSON.stringify(page.Items.map(({ shipmentId, city }) => ({ shipmentId, city }))) };
};
