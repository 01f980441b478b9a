// The repository of orders hands its table to the class above, which reads what the path names.
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

abstract class TableRepository {
  protected readonly documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  constructor(protected readonly table: string) {}

  protected async read(key: Record<string, string>) {
    const { Item } = await this.documents.send(new GetCommand({ TableName: this.table, Key: key })); // expect code/foreign-key-read
    return Item;
  }
}

class OrderRepository extends TableRepository {
  constructor() {
    super('orders');
  }

  async byId(orderId: string) {
    return super.read({ orderId });
  }
}

const orders = new OrderRepository();
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/orders/:orderId', async (req: Request, res) => {
  const order = await orders.byId(req.params.orderId);
  if (!order) return res.status(404).end();
  return res.json({ orderId: order.orderId, total: order.total });
});

app.listen(3000);
