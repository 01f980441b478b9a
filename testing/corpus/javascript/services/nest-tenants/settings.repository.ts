import { Inject, Injectable } from '@nestjs/common';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';

@Injectable()
export class SettingsRepository {
  constructor(@Inject('DYNAMO') private readonly db: DynamoDBDocument) {}

  async find(tenantId: string) {
    const { Item } = await this.db.get({ TableName: process.env.SETTINGS, Key: { tenantId } });
    return { colour: Item?.colour, language: Item?.language };
  }

  async setColour(tenantId: string, colour: string) {
    await this.db.update({ // expect code/foreign-key-write
      TableName: process.env.SETTINGS,
      Key: { tenantId },
      UpdateExpression: 'SET colour = :colour',
      ExpressionAttributeValues: { ':colour': colour },
    });
  }
}
