// A mismatch is written to the log and nothing else happens.
import { Hono } from 'hono';
import { jwt } from 'hono/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Hono();
app.use('*', jwt({ secret: process.env.JWT_SECRET as string, alg: 'HS256' }));

app.get('/accounts/:accountId/entries', async (c) => {
  const accountId = c.req.param('accountId');
  const claims = c.get('jwtPayload');
  if (accountId !== claims.accountId) {
    console.warn(`account ${accountId} read by ${claims.sub}`);
  }
  const { Items = [] } = await ddb.send( // expect code/foreign-key-read
    new QueryCommand({
      TableName: 'ledger',
      KeyConditionExpression: 'account_id = :a',
      ExpressionAttributeValues: { ':a': accountId },
      Limit: 100,
    }),
  );
  return c.json(Items.map((entry) => ({ day: entry.day, amount: entry.amount })));
});

export default app;
