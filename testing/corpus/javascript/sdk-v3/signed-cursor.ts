// Where a page ended is handed out with a signature and taken back only with it.
import { createHmac, timingSafeEqual } from 'node:crypto';
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

const sign = (text: string) => createHmac('sha256', process.env.CURSOR_KEY as string).update(text).digest();

function seal(key: object): string {
  const text = JSON.stringify(key);
  return `${Buffer.from(text).toString('base64url')}.${sign(text).toString('base64url')}`;
}

function open(cursor: string): Record<string, unknown> {
  const [body = '', mac = ''] = cursor.split('.');
  const text = Buffer.from(body, 'base64url').toString();
  const given = Buffer.from(mac, 'base64url');
  const wanted = sign(text);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new Error('bad cursor');
  return JSON.parse(text);
}

app.get('/teams/:teamId/feed', async (req: Request, res) => {
  const { teamId } = req.params;
  const membership = await ddb.send(new GetCommand({ TableName: 'memberships', Key: { teamId, userId: req.auth?.sub } }));
  if (!membership.Item) return res.status(404).json({ error: 'not found' });
  const page = await ddb.send(
    new QueryCommand({
      TableName: 'feeds',
      KeyConditionExpression: 'teamId = :t',
      ExpressionAttributeValues: { ':t': teamId },
      ExclusiveStartKey: req.query.after ? open(String(req.query.after)) : undefined,
      Limit: 20,
    }),
  );
  const posts = (page.Items ?? []).map((post) => ({ id: post.postId, text: post.text }));
  return res.json({ posts, after: page.LastEvaluatedKey ? seal(page.LastEvaluatedKey) : null });
});

app.listen(3000);
