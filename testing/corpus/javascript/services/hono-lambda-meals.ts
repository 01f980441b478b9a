// On Lambda the middleware of Hono verifies the token; the plan of the household in the query is not asked about.
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { HTTPException } from 'hono/http-exception';
import { jwt } from 'hono/jwt';
import type { JwtVariables } from 'hono/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.MEALS;

const app = new Hono<{ Variables: JwtVariables<{ sub: string; household: string }> }>();
app.use('/meals/*', jwt({ secret: process.env.JWT_SECRET as string, alg: 'HS256' }));

app.get('/meals/week', async (c) => {
  const { household } = c.get('jwtPayload');
  const found = await ddb.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'household = :h AND #day BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#day': 'day' },
      ExpressionAttributeValues: { ':h': household, ':from': c.req.query('from'), ':to': c.req.query('to') },
    }),
  );
  return c.json((found.Items ?? []).map((meal) => ({ day: meal.day, dish: meal.dish })));
});

app.get('/meals/plan', async (c) => {
  const { sub } = c.get('jwtPayload');
  const household = c.req.query('household');
  if (!household) throw new HTTPException(400, { message: 'which household?' });
  console.log('plan read by', sub);
  const { Item } = await ddb.send(new GetCommand({ TableName, Key: { household, day: 'PLAN' } })); // expect code/foreign-key-read
  return c.json({ plan: Item?.plan ?? [] });
});

app.get('/health', (c) => c.text('ok'));

export const handler = handle(app);
