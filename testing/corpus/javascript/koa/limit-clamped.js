// A small function keeps the size of a page between one and fifty.
const Koa = require('koa');
const Router = require('@koa/router');
const jwt = require('koa-jwt');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, QueryCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Koa();
const router = new Router();
app.use(jwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] }));

function pageSize(text) {
  const wanted = Number.parseInt(text, 10);
  if (!(wanted >= 1)) return 10;
  return wanted > 50 ? 50 : wanted;
}

router.get('/alerts', async (ctx) => {
  const { Items } = await ddb.send(
    new QueryCommand({
      TableName: 'alerts',
      KeyConditionExpression: 'userId = :me',
      ExpressionAttributeValues: { ':me': ctx.state.user.sub },
      Limit: pageSize(ctx.query.limit),
    }),
  );
  ctx.body = Items.map(({ alertId, level }) => ({ alertId, level }));
});

app.use(router.routes());
app.listen(3000);
