// The account of the token is the partition of the entity.
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Entity } from 'electrodb';

const Orders = new Entity(
  {
    model: { entity: 'order', version: '1', service: 'shop' },
    attributes: {
      orderId: { type: 'string', required: true },
      accountId: { type: 'string', required: true },
      total: { type: 'number' },
    },
    indexes: { primary: { pk: { field: 'pk', composite: ['accountId'] }, sk: { field: 'sk', composite: ['orderId'] } } },
  },
  { client: new DynamoDBClient({}), table: process.env.TABLE },
);

const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/orders/:orderId', async (req: Request, res) => {
  const { data: order } = await Orders.get({ accountId: req.auth?.accountId, orderId: req.params.orderId }).go();
  if (!order) return res.status(404).json({ error: 'not found' });
  return res.json({ orderId: order.orderId, total: order.total });
});

app.listen(3000);
