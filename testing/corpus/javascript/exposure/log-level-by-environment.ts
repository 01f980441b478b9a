// The log is verbose where the environment wants it so.
import Fastify from 'fastify';

const verbose = process.env.DEBUG === 'true';
const app = Fastify({ logger: { level: verbose ? 'debug' : 'info' } });

app.get('/status', async (request) => {
  request.log.debug({ tables: [process.env.ORDERS_TABLE, process.env.USERS_TABLE] }, 'tables in use');
  return { node: process.version, memory: process.memoryUsage().rss };
});

app.listen({ port: 3000, host: '0.0.0.0' });
