// The body of a login is written to the log, with the password in it.
import Fastify from 'fastify';
import jwt from '@fastify/jwt';
import argon2 from 'argon2';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = Fastify({ logger: true });
app.register(jwt, { secret: process.env.JWT_SECRET, sign: { expiresIn: '15m' } });

app.post('/login', async (request, reply) => {
  request.log.info({ body: request.body }, 'login attempt'); // expect code/sensitive-logging
  const { username, password } = request.body;
  const { Item } = await ddb.send(new GetCommand({ TableName: 'logins', Key: { username } }));
  if (!Item || !(await argon2.verify(Item.passwordHash, password))) {
    return reply.code(401).send({ error: 'wrong name or password' });
  }
  return { token: app.jwt.sign({ sub: Item.userId }) };
});

app.listen({ port: 3000 });
