// Files lie under their owner and are found by folder.
import { Injectable } from '@nestjs/common';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

@Injectable()
export class FileRepository {
  private readonly ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  private readonly table = process.env.FILES_TABLE;

  async inFolder(owner: string, folder: string) {
    const { Items = [] } = await this.ddb.send( // expect code/foreign-key-read
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :folder)',
        ExpressionAttributeValues: { ':pk': `USER#${owner}`, ':folder': `${folder}/` },
      }),
    );
    return Items.map((file) => ({ name: file.name as string, size: file.size as number }));
  }
}
