// The body names the user whose address is changed.
import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

const changeAddress = async (event) => {
  const { userId, street, city } = event.body;
  await ddb.send( // expect code/foreign-key-write
    new UpdateCommand({
      TableName: process.env.ADDRESSES,
      Key: { userId },
      UpdateExpression: 'SET street = :s, city = :c, changedBy = :by',
      ExpressionAttributeValues: { ':s': street, ':c': city, ':by': event.requestContext.authorizer.jwt.claims.sub },
    }),
  );
  return { statusCode: 204 };
};

export const handler = middy(changeAddress).use(httpJsonBodyParser()).use(httpErrorHandler());
