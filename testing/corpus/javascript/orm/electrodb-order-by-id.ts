// The entity is read by an id from the path.
import express from 'express';
import { expressjwt } from 'express-jwt';
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
    indexes: { primary: { pk: { field: 'pk', composite: ['orderId'] }, sk: { field: 'sk', composite: [] } } },
  },
  { client: new DynamoDBClient({}), table: process.env.TABLE },
);

const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/orders/:orderId', async (req, res) => {
  const { data: order } = await Orders.get({ orderId: req.params.orderId }).go(); // expect code/foreign-key-read
  if (!order) return res.status(404).json({ error: 'not found' });
  return res.json({ orderId: order.orderId, total: order.total });
});

app.listen(3000);
