// Placeholders are used, but the attribute behind one of them is the caller's choice.
import express from 'express';
import { clerkMiddleware, getAuth, requireAuth } from '@clerk/express';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(clerkMiddleware());

app.get('/expenses', requireAuth(), async (req, res) => {
  const out = await ddb.send( // expect code/tainted-attribute-name
    new QueryCommand({
      TableName: 'expenses',
      KeyConditionExpression: 'employee = :me',
      FilterExpression: '#field = :value',
      ExpressionAttributeNames: { '#field': String(req.query.field) },
      ExpressionAttributeValues: { ':me': getAuth(req).userId, ':value': String(req.query.value) },
    }),
  );
  res.json((out.Items ?? []).map(({ expenseId, amount }) => ({ expenseId, amount })));
});

app.listen(3000);
