// Wrappers around handlers only catch what is thrown.
import asyncHandler from 'express-async-handler';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { expressjwt } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json(), expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

const caught = (handler: RequestHandler): RequestHandler => (req: Request, res: Response, next: NextFunction) =>
  Promise.resolve(handler(req, res, next)).catch(next);

app.get('/bikes/:id', asyncHandler(async (req, res) => {
  const { Item } = await documents.send(new GetCommand({ TableName: 'bikes', Key: { id: req.params.id } })); // expect code/foreign-key-read
  res.json({ id: Item?.id, colour: Item?.colour });
}));

app.put('/bikes/:id/colour', caught(async (req: any, res) => {
  await documents.send( // expect code/foreign-key-write
    new UpdateCommand({
      TableName: 'bikes',
      Key: { id: req.params.id },
      UpdateExpression: 'SET colour = :c',
      ConditionExpression: 'attribute_exists(id)',
      ExpressionAttributeValues: { ':c': String(req.body.colour) },
    }),
  );
  res.sendStatus(204);
}));

app.put('/bikes/:id/name', caught(async (req: any, res) => {
  await documents.send(
    new UpdateCommand({
      TableName: 'bikes',
      Key: { id: req.params.id },
      UpdateExpression: 'SET title = :t',
      ConditionExpression: 'ownerId = :me',
      ExpressionAttributeValues: { ':t': String(req.body.name), ':me': req.auth.sub },
    }),
  );
  res.sendStatus(204);
}));
