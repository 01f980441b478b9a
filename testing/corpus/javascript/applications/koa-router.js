// Koa with koa-jwt in front of a router.
const Koa = require('koa');
const Router = require('@koa/router');
const { koaBody } = require('koa-body');
const jwt = require('koa-jwt');
const { DynamoDB } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocument } = require('@aws-sdk/lib-dynamodb');

const app = new Koa();
const router = new Router({ prefix: '/v1' });
const db = DynamoDBDocument.from(new DynamoDB({}));

router.get('/events/:id', async (ctx) => {
  const { Item } = await db.get({ TableName: 'events', Key: { organiser: ctx.state.user.sub, id: ctx.params.id } });
  ctx.assert(Item, 404);
  ctx.body = { title: Item.title };
});

router.post('/events', async (ctx) => {
  const item = { ...ctx.request.body, organiser: ctx.state.user.sub, id: Date.now().toString(36) };
  await db.put({ TableName: 'events', Item: item }); // expect code/mass-assignment
  ctx.status = 201;
});

router.get('/organisers/:organiser/events', async (ctx) => {
  const { Items } = await db.query({ // expect code/foreign-collection
    TableName: 'events',
    KeyConditionExpression: 'organiser = :o',
    ExpressionAttributeValues: { ':o': ctx.params.organiser },
  });
  ctx.body = Items.map(({ id, title }) => ({ id, title }));
});

app.use(jwt({ secret: process.env.JWT_SECRET }));
app.use(koaBody());
app.use(router.routes()).use(router.allowedMethods());
app.listen(3000);
