// Orders are read by their id and nothing else.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

export interface Order {
  orderId: string;
  total: number;
  state: string;
}

export class OrderRepository {
  private readonly documents: DynamoDBDocumentClient;

  constructor(private readonly table: string) {
    this.documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  }

  async byId(orderId: string): Promise<Order | undefined> {
    const out = await this.documents.send(new GetCommand({ TableName: this.table, Key: { orderId } })); // expect code/foreign-key-read
    return out.Item as Order | undefined;
  }
}
