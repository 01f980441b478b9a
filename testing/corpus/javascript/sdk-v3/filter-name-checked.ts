// The attribute of the filter has to be one of four.
import express from 'express';
import { clerkMiddleware, getAuth, requireAuth } from '@clerk/express';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const SEARCHABLE = ['category', 'currency', 'project', 'state'];
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(clerkMiddleware());

app.get('/expenses', requireAuth(), async (req, res) => {
  const field = String(req.query.field);
  if (!SEARCHABLE.includes(field)) return res.status(400).json({ error: 'unknown field' });
  const out = await ddb.send(
    new QueryCommand({
      TableName: 'expenses',
      KeyConditionExpression: 'employee = :me',
      FilterExpression: '#field = :value',
      ExpressionAttributeNames: { '#field': field },
      ExpressionAttributeValues: { ':me': getAuth(req).userId, ':value': String(req.query.value) },
    }),
  );
  return res.json((out.Items ?? []).map(({ expenseId, amount }) => ({ expenseId, amount })));
});

app.listen(3000);
