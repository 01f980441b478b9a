// A list is read by its owner and by guests; items are added to it by whoever knows its name.
const Koa = require('koa');
const Router = require('@koa/router');
const { koaBody } = require('koa-body');
const jwt = require('koa-jwt');
const AWS = require('aws-sdk');

const dynamo = new AWS.DynamoDB.DocumentClient();
const app = new Koa();
const router = new Router();
app.use(jwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] }));
app.use(koaBody());

async function mayRead(owner, list, reader) {
  if (owner === reader) return true;
  const { Item } = await dynamo.get({ TableName: 'guests', Key: { list: `${owner}/${list}`, guest: reader } }).promise();
  return Boolean(Item);
}

router.get('/lists/:owner/:list', async (ctx) => {
  const { owner, list } = ctx.params;
  if (!(await mayRead(owner, list, ctx.state.user.sub))) ctx.throw(404);
  const { Item } = await dynamo.get({ TableName: 'lists', Key: { owner, list } }).promise();
  ctx.body = { title: Item.title, entries: Item.entries };
});

router.post('/lists/:owner/:list/entries', async (ctx) => {
  const { owner, list } = ctx.params;
  await dynamo // expect code/foreign-key-write
    .update({
      TableName: 'lists',
      Key: { owner, list },
      UpdateExpression: 'SET entries = list_append(entries, :new)',
      ExpressionAttributeValues: { ':new': [{ text: ctx.request.body.text, by: ctx.state.user.sub }] },
    })
    .promise();
  ctx.status = 201;
});

router.put('/lists/:list/title', async (ctx) => {
  await dynamo
    .update({
      TableName: 'lists',
      Key: { owner: ctx.state.user.sub, list: ctx.params.list },
      UpdateExpression: 'SET title = :title',
      ConditionExpression: 'attribute_exists(list)',
      ExpressionAttributeValues: { ':title': ctx.request.body.title },
    })
    .promise();
  ctx.status = 204;
});

app.use(router.routes());
app.listen(3000);
