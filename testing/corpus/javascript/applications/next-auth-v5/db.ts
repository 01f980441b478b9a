// Where the tables are.
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';

export const db = DynamoDBDocument.from(new DynamoDB({}));
