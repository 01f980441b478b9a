// All posts of a category, drafts of others among them.
const Koa = require('koa');
const Router = require('@koa/router');
const jwt = require('koa-jwt');
const AWS = require('aws-sdk');

const posts = new AWS.DynamoDB.DocumentClient({ params: { TableName: 'posts' } });
const app = new Koa();
const router = new Router();
app.use(jwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] }));

router.get('/categories/:category/posts', async (ctx) => {
  const found = await posts.query({ // expect code/foreign-collection
    TableName: 'posts',
    KeyConditionExpression: 'category = :c',
    ExpressionAttributeValues: { ':c': ctx.params.category },
    Limit: 40,
  }).promise();
  ctx.body = found.Items.map(({ postId, title, draft }) => ({ postId, title, draft }));
});

app.use(router.routes());
app.listen(3000);
