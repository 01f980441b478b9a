// The token is verified, the document in the path is anyone's.
import { Hono } from 'hono';
import { jwt } from 'hono/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

type Bindings = { JWT_SECRET: string };

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Hono<{ Bindings: Bindings }>();
app.use('/api/*', (c, next) => jwt({ secret: c.env.JWT_SECRET, alg: 'HS256' })(c, next));

app.get('/api/documents/:docId', async (c) => {
  const docId = c.req.param('docId');
  const { Item } = await ddb.send(new GetCommand({ TableName: 'documents', Key: { docId } })); // expect code/foreign-key-read
  if (!Item) return c.json({ error: 'not found' }, 404);
  return c.json({ docId, title: Item.title, updatedAt: Item.updatedAt });
});

export default app;
