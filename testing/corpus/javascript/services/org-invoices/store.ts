import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

export class InvoiceStore {
  private readonly ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  private readonly table = process.env.TABLE;

  async list(org: string) {
    const { Items = [] } = await this.ddb.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'PK = :pk AND begins_with(SK, :prefix)',
        ExpressionAttributeValues: { ':pk': `ORG#${org}`, ':prefix': 'INVOICE#' },
      }),
    );
    return Items.map((item) => ({ number: item.number, total: item.total }));
  }

  async find(org: string, number: string) {
    const { Item } = await this.ddb.send( // expect code/foreign-key-read
      new GetCommand({ TableName: this.table, Key: { PK: `ORG#${org}`, SK: `INVOICE#${number}` } }),
    );
    return Item;
  }

  async voidInvoice(org: string, number: string) {
    await this.ddb.send(
      new UpdateCommand({
        TableName: this.table,
        Key: { PK: `ORG#${org}`, SK: `INVOICE#${number}` },
        UpdateExpression: 'SET #s = :void',
        ConditionExpression: 'attribute_exists(PK)',
        ExpressionAttributeNames: { '#s': 'state' },
        ExpressionAttributeValues: { ':void': 'void' },
      }),
    );
  }
}
