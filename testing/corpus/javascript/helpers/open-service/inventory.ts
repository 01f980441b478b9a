// The stock of an article is written by its number.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export async function setStock(articleNumber: string, count: number): Promise<void> {
  await ddb.send( // expect code/missing-authentication
    new UpdateCommand({
      TableName: process.env.STOCK_TABLE,
      Key: { articleNumber },
      UpdateExpression: 'SET stock = :count',
      ConditionExpression: 'attribute_exists(articleNumber)',
      ExpressionAttributeValues: { ':count': count },
    }),
  );
}
