import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { ddb } from './events.ts';

export async function authenticate(request: FastifyRequest, reply: FastifyReply) {
  const key = request.headers['x-api-key'];
  if (typeof key !== 'string') return reply.code(401).send({ message: 'a key is needed' });
  const hash = createHash('sha256').update(key).digest('hex');
  const { Item } = await ddb.send(new GetCommand({ TableName: process.env.KEYS, Key: { hash } }));
  if (!Item || Item.revokedAt) return reply.code(401).send({ message: 'the key does not hold' });
  request.projectId = Item.projectId;
}
