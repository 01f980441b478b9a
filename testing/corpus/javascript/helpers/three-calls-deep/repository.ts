// The repository builds keys out of a kind and an id.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export class Repository {
  constructor(private readonly tableName: string) {}

  async load(kind: string, id: string): Promise<Record<string, unknown> | undefined> {
    const key = { pk: `${kind}#${id}`, sk: 'META' };
    const { Item } = await client.send(new GetCommand({ TableName: this.tableName, Key: key })); // expect code/foreign-key-read
    return Item;
  }
}
