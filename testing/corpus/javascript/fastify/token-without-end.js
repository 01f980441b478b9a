// The tokens that are issued here never expire.
import Fastify from 'fastify';
import jwt from '@fastify/jwt';
import bcrypt from 'bcrypt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const app = Fastify();
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
app.register(jwt, { secret: process.env.JWT_SECRET });

app.post('/login', async (request, reply) => {
  const { email, password } = request.body;
  const { Item } = await ddb.send(new GetCommand({ TableName: 'users', Key: { email } }));
  if (!Item || !(await bcrypt.compare(password, Item.passwordHash))) {
    return reply.code(401).send({ error: 'wrong e-mail or password' });
  }
  const token = app.jwt.sign({ sub: Item.userId, role: Item.role }); // expect code/weak-session-or-jwt-settings
  return { token };
});

app.listen({ port: 3000 });
