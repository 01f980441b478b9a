// Only the staff group of the user pool lists orders by status.
const { DynamoDBClient, QueryCommand } = require('@aws-sdk/client-dynamodb');

const client = new DynamoDBClient({});

exports.handler = async (event) => {
  const groups = event.requestContext.authorizer.claims['cognito:groups'] ?? '';
  if (!groups.split(',').includes('staff')) {
    return { statusCode: 403, body: JSON.stringify({ error: 'forbidden' }) };
  }
  const result = await client.send(
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
