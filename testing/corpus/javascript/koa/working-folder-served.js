// The working folder is served as it is.
const Koa = require('koa');
const serve = require('koa-static');

const app = new Koa();

app.use(serve('.', { hidden: true })); // expect code/secret-file-served

app.use(async (ctx) => {
  ctx.body = { status: 'ok' };
});

app.listen(3000);
