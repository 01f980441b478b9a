// The address that is changed is that of the caller.
import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

const changeAddress = async (event) => {
  const { street, city } = event.body;
  const { sub } = event.requestContext.authorizer.jwt.claims;
  await ddb.send(
    new UpdateCommand({
      TableName: process.env.ADDRESSES,
      Key: { userId: sub },
      UpdateExpression: 'SET street = :s, city = :c',
      ExpressionAttributeValues: { ':s': street, ':c': city },
    }),
  );
  return { statusCode: 204 };
};

export const handler = middy(changeAddress).use(httpJsonBodyParser()).use(httpErrorHandler());
