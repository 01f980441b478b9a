// All pages of the entries of whichever user the path names.
import express from 'express';
import { expressjwt } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/users/:user/entries', async (req, res) => {
  const entries: { day: string; hours: number }[] = [];
  const pages = paginateQuery( // expect code/foreign-key-read
    { client, pageSize: 100 },
    {
      TableName: 'timesheets',
      KeyConditionExpression: 'user_id = :u',
      ExpressionAttributeValues: { ':u': req.params.user },
    },
  );
  for await (const page of pages) {
    for (const entry of page.Items ?? []) entries.push({ day: entry.day, hours: entry.hours });
  }
  res.json(entries);
});

app.listen(3000);
