// An index by status gives the orders of all customers to each of them.
const { DynamoDBClient, QueryCommand } = require('@aws-sdk/client-dynamodb');

const client = new DynamoDBClient({});

exports.handler = async (event) => {
  const { sub } = event.requestContext.authorizer.claims;
  console.log(`orders asked for by ${sub}`);
  const result = await client.send( // expect code/index-without-owner
    new QueryCommand({
      TableName: process.env.TABLE,
      IndexName: 'status-index',
      KeyConditionExpression: '#status = :status',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':status': { S: 'OPEN' } },
    }),
  );
  const orders = result.Items.map((item) => ({ id: item.orderId.S, total: Number(item.total.N) }));
  return { statusCode: 200, body: JSON.stringify(orders) };
};
