// A new device may name a tenant, but only the one of the token.
const { randomUUID } = require('node:crypto');
const Koa = require('koa');
const Router = require('@koa/router');
const { koaBody } = require('koa-body');
const jwt = require('koa-jwt');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Koa();
const router = new Router();
app.use(jwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] }));
app.use(koaBody());

router.post('/devices', async (ctx) => {
  const { tenant_id, label } = ctx.request.body;
  ctx.assert(tenant_id === ctx.state.user.tenant_id, 403, 'not your tenant');
  const deviceId = randomUUID();
  await ddb.send(new PutCommand({ TableName: 'devices', Item: { deviceId, tenant_id, label, state: 'new' } }));
  ctx.status = 201;
  ctx.body = { deviceId };
});

app.use(router.routes());
app.listen(3000);
