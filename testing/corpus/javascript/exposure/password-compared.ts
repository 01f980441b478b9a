// The stored password is compared with the one that was typed.
import Fastify from 'fastify';
import fastifyJwt from '@fastify/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = Fastify();
app.register(fastifyJwt, { secret: process.env.JWT_SECRET as string, sign: { expiresIn: '30m' } });

app.post<{ Body: { email: string; password: string } }>('/login', async (request, reply) => {
  const { email } = request.body;
  const { Item } = await ddb.send(new GetCommand({ TableName: 'users', Key: { email } }));
  if (!Item || Item.password !== request.body.password) { // expect code/cleartext-credential-stored
    return reply.code(401).send({ error: 'wrong e-mail or password' });
  }
  return { token: app.jwt.sign({ sub: Item.userId }) };
});

app.listen({ port: 3000 });
