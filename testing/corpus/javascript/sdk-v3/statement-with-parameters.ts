// Every value of the statement is a parameter.
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';
import { DynamoDBClient, ExecuteStatementCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

const client = new DynamoDBClient({});
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/orders', async (req: Request, res) => {
  const result = await client.send(
    new ExecuteStatementCommand({
      Statement: 'SELECT orderId, total FROM "orders" WHERE "customerId" = ? AND "status" = ?',
      Parameters: [{ S: req.auth?.sub ?? '' }, { S: String(req.query.status) }],
    }),
  );
  const orders = (result.Items ?? []).map((item) => unmarshall(item));
  res.json(orders.map((order) => ({ orderId: order.orderId, total: order.total })));
});

app.listen(3000);
