// The key that signs the session cookies stands in the source.
const Koa = require('koa');
const session = require('koa-session');

const app = new Koa();
app.keys = ['wq8Zt2nVx7LrPd0sKmEy']; // expect code/hardcoded-secret
app.use(session({ key: 'shop.sess', maxAge: 3600000, httpOnly: true, secure: true, signed: true }, app));

app.use(async (ctx) => {
  if (!ctx.session.userId) ctx.throw(401);
  ctx.body = { id: ctx.session.userId };
});

app.listen(3000);
