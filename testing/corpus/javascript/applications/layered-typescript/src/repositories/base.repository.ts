// What all repositories have in common.
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

export abstract class BaseRepository<T extends Record<string, unknown>> {
  protected readonly client: DynamoDBDocumentClient;

  constructor(protected readonly tableName: string) {
    this.client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  }

  protected async getByKey(key: Partial<T>): Promise<T | undefined> {
    const result = await this.client.send(new GetCommand({ TableName: this.tableName, Key: key })); // expect code/foreign-key-read
    return result.Item as T | undefined;
  }

  protected async removeByKey(key: Partial<T>): Promise<void> {
    await this.client.send(new DeleteCommand({ TableName: this.tableName, Key: key }));
  }

  async create(item: T): Promise<T> {
    await this.client.send(new PutCommand({ TableName: this.tableName, Item: item }));
    return item;
  }
}
