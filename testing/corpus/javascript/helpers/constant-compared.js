// The id is compared with a word, not with the caller.
import Koa from 'koa';
import Router from '@koa/router';
import jwt from 'koa-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

const ROOT = 'root';
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Koa();
const router = new Router();
app.use(jwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] }));

router.delete('/users/:userId', async (ctx) => {
  const { userId } = ctx.params;
  if (userId === ROOT) ctx.throw(403, 'forbidden');
  await ddb.send(new DeleteCommand({ TableName: 'users', Key: { userId } })); // expect code/foreign-key-write
  ctx.status = 204;
});

app.use(router.routes());
app.listen(3000);
