// The answer about the state of the service holds its environment.
import Fastify from 'fastify';

const app = Fastify({ logger: true });

app.get('/status', async () => {
  return { node: process.version, memory: process.memoryUsage(), env: { ...process.env } }; // expect code/debug-mode
});

app.listen({ port: 3000, host: '0.0.0.0' });
