// Whoever has a token reads any task.
const Koa = require('koa');
const Router = require('@koa/router');
const jwt = require('koa-jwt');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Koa();
const router = new Router();

app.use(jwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] }));

router.get('/tasks/:taskId', async (ctx) => {
  const { Item } = await ddb.send(new GetCommand({ TableName: 'tasks', Key: { taskId: ctx.params.taskId } })); // expect code/foreign-key-read
  ctx.assert(Item, 404);
  ctx.body = { taskId: Item.taskId, title: Item.title, done: Item.done };
});

app.use(router.routes()).use(router.allowedMethods());
app.listen(3000);
