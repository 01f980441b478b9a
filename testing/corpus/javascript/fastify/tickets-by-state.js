// An index by state answers with the tickets of all customers.
const fastify = require('fastify')();
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, QueryCommand } = require('@aws-sdk/lib-dynamodb');

fastify.register(require('@fastify/jwt'), { secret: process.env.JWT_SECRET });
fastify.decorate('authenticate', async (request, reply) => {
  try {
    await request.jwtVerify();
  } catch {
    reply.code(401).send({ error: 'unauthorized' });
  }
});
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

fastify.after(() => {
  fastify.get('/tickets', { onRequest: [fastify.authenticate] }, async (request) => {
    const out = await ddb.send( // expect code/index-without-owner
      new QueryCommand({
        TableName: 'tickets',
        IndexName: 'byState',
        KeyConditionExpression: '#s = :s',
        ExpressionAttributeNames: { '#s': 'state' },
        ExpressionAttributeValues: { ':s': request.query.state },
        Limit: 50,
      }),
    );
    return out.Items.map((ticket) => ({ id: ticket.ticketId, title: ticket.title }));
  });
});

fastify.listen({ port: 3000 });
