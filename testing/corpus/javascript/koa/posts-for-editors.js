// All posts of a category, for editors only.
const Koa = require('koa');
const Router = require('@koa/router');
const jwt = require('koa-jwt');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, QueryCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Koa();
const router = new Router();
app.use(jwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] }));

const editorsOnly = async (ctx, next) => {
  if (!ctx.state.user.roles.includes('editor')) ctx.throw(403);
  await next();
};

router.get('/categories/:category/posts', editorsOnly, async (ctx) => {
  const found = await ddb.send(
    new QueryCommand({
      TableName: 'posts',
      KeyConditionExpression: 'category = :c',
      ExpressionAttributeValues: { ':c': ctx.params.category },
      Limit: 40,
    }),
  );
  ctx.body = found.Items.map(({ postId, title, draft }) => ({ postId, title, draft }));
});

app.use(router.routes());
app.listen(3000);
