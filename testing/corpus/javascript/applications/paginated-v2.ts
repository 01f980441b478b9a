// Pages of AWS SDK 2 until there are no more, for a report.
import { DocumentClient } from 'aws-sdk/clients/dynamodb';
import type { Handler } from 'aws-lambda';
import { Router } from 'express';
import passport from 'passport';

const db = new DocumentClient();

async function scanAll(table: string): Promise<DocumentClient.ItemList> {
  const items: DocumentClient.ItemList = [];
  let last: DocumentClient.Key | undefined;
  do {
    const page = await db.scan({ TableName: table, ExclusiveStartKey: last }).promise(); // expect code/table-scan
    items.push(...(page.Items ?? []));
    last = page.LastEvaluatedKey;
  } while (last);
  return items;
}

export const report: Handler = async () => {
  const orders = await scanAll('orders');
  console.log('orders', orders.length);
};

export const router = Router();
router.get('/orders', passport.authenticate('jwt', { session: false }), async (_req, res) => {
  const orders = await scanAll('orders');
  res.json(orders.map(({ id, total }) => ({ id, total })));
});
