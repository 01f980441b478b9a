// The body says to which tenant a new device belongs.
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
  const deviceId = randomUUID();
  await ddb.send(new PutCommand({ TableName: 'devices', Item: { deviceId, tenant_id, label, state: 'new' } })); // expect code/foreign-owner-created
  ctx.status = 201;
  ctx.body = { deviceId };
});

app.use(router.routes());
app.listen(3000);
