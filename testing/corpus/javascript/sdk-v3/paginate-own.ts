// All pages of the caller's own entries.
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/entries', async (req: Request, res) => {
  const entries: { day: string; hours: number }[] = [];
  const pages = paginateQuery(
    { client, pageSize: 100 },
    {
      TableName: 'timesheets',
      KeyConditionExpression: 'user_id = :u AND #day >= :from',
      ExpressionAttributeNames: { '#day': 'day' },
      ExpressionAttributeValues: { ':u': req.auth?.sub, ':from': String(req.query.from) },
    },
  );
  for await (const page of pages) {
    for (const entry of page.Items ?? []) entries.push({ day: entry.day, hours: entry.hours });
  }
  res.json(entries);
});

app.listen(3000);
