// The keys of the session come from the environment and can be rotated.
const Koa = require('koa');
const session = require('koa-session');

const app = new Koa();
app.keys = process.env.SESSION_KEYS.split(',');
app.use(session({ key: 'shop.sess', maxAge: 3600000, httpOnly: true, secure: true, signed: true }, app));

app.use(async (ctx) => {
  if (!ctx.session.userId) ctx.throw(401);
  ctx.body = { id: ctx.session.userId };
});

app.listen(3000);
