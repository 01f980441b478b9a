// A seat is taken together with the booking of the caller; releasing takes the booking of anybody.
import middy from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import httpErrorHandler from '@middy/http-error-handler';
import createError from 'http-errors';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEvent } from 'aws-lambda';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const { BOOKINGS, SEATS } = process.env;

const subject = (event: APIGatewayProxyEvent): string => {
  const sub = event.requestContext.authorizer?.claims?.sub;
  if (!sub) throw new createError.Unauthorized();
  return sub;
};

const book = async (event: APIGatewayProxyEvent & { body: { seat: string } }) => {
  const me = subject(event);
  const { seat } = event.body;
  await ddb.send(
    new TransactWriteCommand({
      TransactItems: [
        {
          Put: {
            TableName: BOOKINGS,
            Item: { userId: me, seat, at: Date.now() },
            ConditionExpression: 'attribute_not_exists(seat)',
          },
        },
        {
          ConditionCheck: { TableName: SEATS, Key: { seat }, ConditionExpression: 'attribute_not_exists(closed)' },
        },
      ],
    }),
  );
  return { statusCode: 201, body: '' };
};

const release = async (event: APIGatewayProxyEvent & { body: { userId: string; seat: string } }) => {
  const by = subject(event);
  console.log(`released by ${by}`);
  await ddb.send( // expect code/foreign-key-write
    new TransactWriteCommand({
      TransactItems: [{ Delete: { TableName: BOOKINGS, Key: { userId: event.body.userId, seat: event.body.seat } } }],
    }),
  );
  return { statusCode: 204, body: '' };
};

export const bookHandler = middy(book).use(httpJsonBodyParser()).use(httpErrorHandler());
export const releaseHandler = middy(release).use(httpJsonBodyParser()).use(httpErrorHandler());
