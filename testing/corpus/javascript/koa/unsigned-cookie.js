// A cookie without a signature says who is calling.
const Koa = require('koa');
const Router = require('@koa/router');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, QueryCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Koa();
const router = new Router();

router.get('/orders', async (ctx) => {
  const userId = ctx.cookies.get('user_id', { signed: false }); // expect code/identity-from-client-header
  if (!userId) ctx.throw(401, 'please sign in');
  const { Items } = await ddb.send(
    new QueryCommand({
      TableName: 'orders',
      KeyConditionExpression: 'userId = :u',
      ExpressionAttributeValues: { ':u': userId },
      Limit: 50,
    }),
  );
  ctx.body = Items.map((order) => ({ id: order.orderId, total: order.total }));
});

app.use(router.routes());
app.listen(3000);
