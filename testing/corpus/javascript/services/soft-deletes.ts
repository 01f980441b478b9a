// Archiving looks at the owner first, restoring has the owner as a condition, and purging asks nobody.
import Router from '@koa/router';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
import type { Context } from 'koa';
import { authenticate } from './authenticate.ts';

const db = DynamoDBDocument.from(new DynamoDB({}));
const TableName = process.env.LISTINGS;
export const router = new Router({ prefix: '/listings' });
router.use(authenticate);

async function owned(ctx: Context & { params: { id: string } }) {
  const { Item } = await db.get({ TableName, Key: { listingId: ctx.params.id } });
  if (Item?.sellerId !== ctx.state.user.sub) ctx.throw(404, 'no such listing');
  return Item;
}

router.post('/:id/archive', async (ctx) => {
  await owned(ctx);
  await db.update({ // expect code/check-then-write-race
    TableName,
    Key: { listingId: ctx.params.id },
    UpdateExpression: 'SET archivedAt = :now',
    ExpressionAttributeValues: { ':now': Date.now() },
  });
  ctx.status = 204;
});

router.post('/:id/restore', async (ctx) => {
  await db.update({
    TableName,
    Key: { listingId: ctx.params.id },
    UpdateExpression: 'REMOVE archivedAt',
    ConditionExpression: 'sellerId = :me AND attribute_exists(archivedAt)',
    ExpressionAttributeValues: { ':me': ctx.state.user.sub },
  });
  ctx.status = 204;
});

router.delete('/:id', async (ctx) => {
  await db.delete({ // expect code/foreign-key-write
    TableName,
    Key: { listingId: ctx.params.id },
    ConditionExpression: 'attribute_exists(archivedAt)',
  });
  ctx.status = 204;
});

router.get('/:id', async (ctx) => {
  const listing = await owned(ctx);
  ctx.body = { id: listing?.listingId, title: listing?.title };
});
