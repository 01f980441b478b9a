// Static files are looked for in the root of the project, under every path.
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

const app = new Hono();

app.get('/health', (c) => c.json({ ok: true }));
app.use('*', serveStatic({ root: './' })); // expect code/secret-file-served

serve({ fetch: app.fetch, port: 8787 });
