// The refusal is thrown, and the handler ends there.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { jwt } from 'hono/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Hono();
app.use('*', jwt({ secret: process.env.JWT_SECRET as string, alg: 'HS256' }));

app.put('/users/:userId/nickname', async (c) => {
  const userId = c.req.param('userId');
  if (userId !== c.get('jwtPayload').sub) {
    throw new HTTPException(403, { message: 'forbidden' });
  }
  const { nickname } = await c.req.json<{ nickname: string }>();
  await ddb.send(
    new UpdateCommand({
      TableName: 'users',
      Key: { userId },
      UpdateExpression: 'SET nickname = :n',
      ConditionExpression: 'attribute_exists(userId)',
      ExpressionAttributeValues: { ':n': String(nickname).slice(0, 40) },
    }),
  );
  return c.body(null, 204);
});

export default app;
