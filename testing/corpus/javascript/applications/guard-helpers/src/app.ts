// Handlers ask the checks before they answer.
import express, { type ErrorRequestHandler } from 'express';
import { expressjwt, type Request } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { assertFound, assertOwner, HttpError } from './guards.js';

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/tapes/:id', async (req: Request, res, next) => {
  try {
    const { Item } = await db.send(new GetCommand({ TableName: 'tapes', Key: { id: req.params.id } }));
    assertOwner(Item as { ownerId: string }, req.auth!.sub!);
    res.json({ title: (Item as any).title });
  } catch (error) {
    next(error);
  }
});

app.get('/tapes/:id/length', async (req: Request, res, next) => {
  try {
    const { Item } = await db.send(new GetCommand({ TableName: 'tapes', Key: { id: req.params.id } })); // expect code/foreign-key-read
    assertFound(Item);
    res.json({ length: Item.length });
  } catch (error) {
    next(error);
  }
});

const onError: ErrorRequestHandler = (error, _req, res, _next) => {
  if (error instanceof HttpError) {
    res.status(error.status).json({ error: error.message });
    return;
  }
  res.status(500).json({ error: 'internal error' });
};
app.use(onError);
