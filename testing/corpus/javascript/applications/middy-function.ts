// A function with middlewares around it, and a schema for what comes in.
import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import validator from '@middy/validator';
import { transpileSchema } from '@middy/validator/transpile';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import createError from 'http-errors';
import { ulid } from 'ulid';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const eventSchema = {
  type: 'object',
  required: ['body'],
  properties: { body: { type: 'object', required: ['text'], properties: { text: { type: 'string' }, channel: { type: 'string' } } } },
};

const post = async (event) => {
  const userId = event.requestContext.authorizer?.claims.sub;
  if (!userId) throw new createError.Unauthorized();
  const { text, channel } = event.body;
  const id = ulid();
  await ddb.send(new PutCommand({ TableName: process.env.TABLE, Item: { pk: `USER#${userId}`, sk: `MESSAGE#${id}`, text, channel } }));
  return { statusCode: 201, body: JSON.stringify({ id }) };
};

const pin = async (event) => {
  const userId = event.requestContext.authorizer?.claims.sub;
  if (!userId) throw new createError.Unauthorized();
  const { owner, id } = event.pathParameters;
  await ddb.send( // expect code/foreign-key-write
    new UpdateCommand({
      TableName: process.env.TABLE,
      Key: { pk: `USER#${owner}`, sk: `MESSAGE#${id}` },
      UpdateExpression: 'SET pinned = :p',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':p': true },
    }),
  );
  return { statusCode: 204, body: '' };
};

export const create = middy(post).use(httpJsonBodyParser()).use(validator({ eventSchema: transpileSchema(eventSchema) })).use(httpErrorHandler());
export const pinMessage = middy().use(httpErrorHandler()).handler(pin);
