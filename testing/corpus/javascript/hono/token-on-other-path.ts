// Tokens are asked for under /api, the export lies beside it.
import { Hono } from 'hono';
import { jwt } from 'hono/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Hono();
app.use('/api/*', jwt({ secret: process.env.JWT_SECRET as string, alg: 'HS256' }));

app.get('/api/whoami', (c) => c.json({ id: c.get('jwtPayload').sub }));

app.get('/export/:userId', async (c) => {
  const out = await ddb.send( // expect code/missing-authentication
    new QueryCommand({
      TableName: 'activities',
      KeyConditionExpression: 'userId = :u',
      ExpressionAttributeValues: { ':u': c.req.param('userId') },
    }),
  );
  const lines = (out.Items ?? []).map((a) => `${a.day};${a.steps}`);
  return c.text(lines.join('\n'));
});

export default app;
