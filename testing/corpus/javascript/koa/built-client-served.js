// The folder with the built client is served.
const path = require('node:path');
const Koa = require('koa');
const serve = require('koa-static');

const app = new Koa();

app.use(serve(path.join(__dirname, 'client', 'dist')));

app.use(async (ctx) => {
  ctx.body = { status: 'ok' };
});

app.listen(3000);
