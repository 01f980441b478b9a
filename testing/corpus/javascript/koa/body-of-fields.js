// A small function decides which attributes of a profile leave the house.
const Koa = require('koa');
const Router = require('@koa/router');
const jwt = require('koa-jwt');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Koa();
const router = new Router({ prefix: '/me' });
app.use(jwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] }));

const VISIBLE = ['userId', 'displayName', 'language'];
const shown = (item) => Object.fromEntries(VISIBLE.map((name) => [name, item[name]]));

router.get('/profile', async (ctx) => {
  const out = await ddb.send(new GetCommand({ TableName: 'profiles', Key: { userId: ctx.state.user.sub } }));
  if (!out.Item) {
    ctx.status = 404;
    return;
  }
  ctx.body = shown(out.Item);
});

app.use(router.routes());
app.listen(3000);
