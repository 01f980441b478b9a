// A page of own messages goes on anywhere; a page of a channel goes on only where the service said.
import express from 'express';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { requireUser } from './require-user.ts';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.MESSAGES;
const app = express();
app.use(requireUser);

const plainCursor = (value: unknown) =>
  typeof value === 'string' ? JSON.parse(Buffer.from(value, 'base64url').toString()) : undefined;

app.get('/inbox', async (req, res) => {
  const limit = Math.min(Number(req.query.limit) || 20, 100);
  const page = await ddb.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'recipient = :me',
      ExpressionAttributeValues: { ':me': req.user.id },
      Limit: limit,
      ExclusiveStartKey: plainCursor(req.query.cursor),
    }),
  );
  res.json({ subjects: page.Items?.map((m) => m.subject) });
});

app.get('/inbox/all', async (req, res) => {
  const page = await ddb.send( // expect code/unbounded-limit
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'recipient = :me',
      ExpressionAttributeValues: { ':me': req.user.id },
      Limit: Number(req.query.limit),
    }),
  );
  res.json({ subjects: page.Items?.map((m) => m.subject) });
});

app.get('/announcements', async (req, res) => {
  const page = await ddb.send( // expect code/foreign-collection code/client-cursor
    new QueryCommand({
      TableName: process.env.ANNOUNCEMENTS,
      KeyConditionExpression: 'topic = :topic',
      ExpressionAttributeValues: { ':topic': String(req.query.topic) },
      Limit: 20,
      ExclusiveStartKey: plainCursor(req.query.cursor),
    }),
  );
  res.json({ subjects: page.Items?.map((m) => m.subject) });
});

export { createHmac, timingSafeEqual, app };
