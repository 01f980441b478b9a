// The class above puts the caller into the key, whoever extends it.
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

abstract class OwnedRepository {
  protected readonly documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  protected constructor(protected readonly table: string) {}

  protected async read(owner: string, id: string) {
    const { Item } = await this.documents.send(new GetCommand({ TableName: this.table, Key: { pk: this.prefix() + owner, sk: id } }));
    return Item;
  }

  protected prefix(): string {
    return 'USER#';
  }
}

class OrderRepository extends OwnedRepository {
  constructor() {
    super('orders');
  }

  async byId(owner: string, orderId: string) {
    return super.read(owner, orderId);
  }

  protected override prefix(): string {
    return 'CUSTOMER#';
  }
}

const orders = new OrderRepository();
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/orders/:orderId', async (req: Request, res) => {
  const order = await orders.byId(req.auth?.sub ?? '', req.params.orderId);
  if (!order) return res.status(404).end();
  return res.json({ orderId: order.orderId, total: order.total });
});

app.listen(3000);
