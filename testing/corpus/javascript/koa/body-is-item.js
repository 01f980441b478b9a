// The item becomes the body of the response.
const Koa = require('koa');
const Router = require('@koa/router');
const jwt = require('koa-jwt');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Koa();
const router = new Router({ prefix: '/me' });

app.use(jwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] }));

router.get('/profile', async (ctx) => {
  const out = await ddb.send(new GetCommand({ TableName: 'profiles', Key: { userId: ctx.state.user.sub } }));
  if (!out.Item) {
    ctx.status = 404;
    return;
  }
  ctx.body = { profile: out.Item }; // expect code/whole-item-returned
});

app.use(router.routes());
app.listen(3000);
