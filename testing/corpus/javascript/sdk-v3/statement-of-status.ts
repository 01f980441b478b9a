// The status in the query becomes a part of the statement.
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';
import { DynamoDBClient, ExecuteStatementCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

const client = new DynamoDBClient({});
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/orders', async (req: Request, res) => {
  const status = req.query.status;
  const result = await client.send( // expect code/partiql-injection
    new ExecuteStatementCommand({
      Statement: `SELECT orderId, total FROM "orders" WHERE "customerId" = ? AND "status" = '${status}'`,
      Parameters: [{ S: req.auth?.sub ?? '' }],
    }),
  );
  const orders = (result.Items ?? []).map((item) => unmarshall(item));
  res.json(orders.map((order) => ({ orderId: order.orderId, total: order.total })));
});

app.listen(3000);
