// Only what lies under /assets is served.
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

const app = new Hono();

app.get('/health', (c) => c.json({ ok: true }));
app.use('/assets/*', serveStatic({ root: './public' }));

serve({ fetch: app.fetch, port: 8787 });
