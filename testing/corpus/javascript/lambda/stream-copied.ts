// Changes of one table are carried over to another; no caller is involved.
import type { AttributeValue, DynamoDBStreamHandler } from 'aws-lambda';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});

export const handler: DynamoDBStreamHandler = async (event) => {
  for (const record of event.Records) {
    const image = record.dynamodb?.NewImage as Record<string, AttributeValue> | undefined;
    if (record.eventName !== 'INSERT' || !image?.orderId.S) continue;
    await client.send(
      new PutItemCommand({
        TableName: process.env.SEARCH_TABLE,
        Item: { orderId: { S: image.orderId.S }, customerId: { S: image.customerId.S ?? '' } },
      }),
    );
  }
};
