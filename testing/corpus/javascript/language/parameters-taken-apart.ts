// The handler takes the request apart where it gets it, with other names and defaults.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import express from 'express';
import { expressjwt } from 'express-jwt';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/messages', async ({ auth: { sub: me }, query: { box = 'inbox' } }: any, res) => {
  const page = await documents.send(
    new QueryCommand({
      TableName: 'messages',
      KeyConditionExpression: 'owner = :o and begins_with(sk, :b)',
      ExpressionAttributeValues: { ':o': me, ':b': box },
    }),
  );
  res.json((page.Items ?? []).map(({ subject, sentAt }) => ({ subject, sentAt })));
});

app.get('/messages/of', async ({ query: { who: owner = 'nobody', box = 'inbox' } }, res) => {
  const page = await documents.send( // expect code/foreign-key-read
    new QueryCommand({
      TableName: 'messages',
      KeyConditionExpression: 'owner = :o and begins_with(sk, :b)',
      ExpressionAttributeValues: { ':o': owner, ':b': box },
    }),
  );
  res.json((page.Items ?? []).map(({ subject, sentAt }) => ({ subject, sentAt })));
});
