// The index is keyed by the customer, who is the caller; the state is only its sort key.
const fastify = require('fastify')();
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, QueryCommand } = require('@aws-sdk/lib-dynamodb');

fastify.register(require('@fastify/jwt'), { secret: process.env.JWT_SECRET });
fastify.addHook('onRequest', (request) => request.jwtVerify());
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

fastify.get('/tickets', async (request) => {
  const out = await ddb.send(
    new QueryCommand({
      TableName: 'tickets',
      IndexName: 'byCustomerAndState',
      KeyConditionExpression: 'customerId = :me AND #s = :s',
      ExpressionAttributeNames: { '#s': 'state' },
      ExpressionAttributeValues: { ':me': request.user.sub, ':s': request.query.state },
      Limit: 50,
    }),
  );
  return out.Items.map((ticket) => ({ id: ticket.ticketId, title: ticket.title }));
});

fastify.listen({ port: 3000 });
