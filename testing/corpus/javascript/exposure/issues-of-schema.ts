// What is wrong with the body is told, what is wrong with the store is not.
import { randomUUID } from 'node:crypto';
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';
import { z } from 'zod';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

const Todo = z.object({ title: z.string().min(1).max(200), due: z.iso.date().optional() });
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.post('/todos', async (req: Request, res) => {
  const body = Todo.safeParse(req.body);
  if (!body.success) return res.status(400).json({ issues: body.error.issues });
  const todoId = randomUUID();
  try {
    await ddb.send(new PutCommand({ TableName: 'todos', Item: { ...body.data, userId: req.auth?.sub, todoId } }));
  } catch (error) {
    const busy = (error as Error).name === 'ProvisionedThroughputExceededException';
    return res.status(busy ? 429 : 500).json({ error: busy ? 'too many requests' : 'internal error' });
  }
  return res.status(201).json({ todoId });
});

app.listen(3000);
