// The hash of a key is looked up and says which project asks; statistics are read of the project in the path.
import Fastify from 'fastify';
import { authenticate } from './authenticate.ts';
import { eventsOf, record } from './events.ts';

declare module 'fastify' {
  interface FastifyRequest {
    projectId: string;
  }
}

const app = Fastify();
app.decorateRequest('projectId', '');
app.addHook('preHandler', authenticate);

app.post<{ Body: { name: string } }>('/events', async (request, reply) => {
  await record(request.projectId, String(request.body.name));
  reply.code(202).send();
});

app.get('/events', async (request) => eventsOf(request.projectId));

app.get<{ Params: { id: string } }>('/projects/:id/events', async (request) => {
  request.log.info(`events read by ${request.projectId}`);
  return eventsOf(request.params.id);
});

app.listen({ port: 3000 });
