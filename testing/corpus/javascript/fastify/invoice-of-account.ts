// A pre-handler compares the account in the path with that of the token.
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import fastifyJwt from '@fastify/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const app = Fastify();
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
app.register(fastifyJwt, { secret: process.env.JWT_SECRET as string });

async function ownAccount(request: FastifyRequest, reply: FastifyReply) {
  await request.jwtVerify();
  const { accountId } = request.params as { accountId: string };
  const claims = request.user as { accountId: string };
  if (claims.accountId !== accountId) {
    return reply.code(403).send({ error: 'forbidden' });
  }
}

app.get<{ Params: { accountId: string; invoiceId: string } }>(
  '/accounts/:accountId/invoices/:invoiceId',
  { preHandler: ownAccount },
  async (request, reply) => {
    const { accountId, invoiceId } = request.params;
    const { Item } = await ddb.send(
      new GetCommand({ TableName: 'ledger', Key: { pk: `ACCOUNT#${accountId}`, sk: `INVOICE#${invoiceId}` } }),
    );
    if (!Item) return reply.code(404).send({ error: 'not found' });
    return { invoiceId, amount: Item.amount };
  },
);

app.listen({ port: 3000 });
