// The server asks nobody who they are.
import Fastify from 'fastify';
import { setStock } from './inventory';

const app = Fastify({ logger: true });

app.put<{ Params: { number: string }; Body: { count: number } }>('/stock/:number', async (request, reply) => {
  const count = Number(request.body.count);
  if (!Number.isInteger(count) || count < 0) return reply.code(400).send({ error: 'count must be a whole number' });
  await setStock(request.params.number, count);
  return reply.code(204).send();
});

app.listen({ port: 3000 });
