// Members of the staff see everything, others only what is theirs.
import express, { type NextFunction, type Request, type Response } from 'express';
import jwt from 'jsonwebtoken';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';

interface AuthedRequest extends Request { user?: { id: string; roles: string[] } }
const app = express();
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

function authenticate(req: AuthedRequest, res: Response, next: NextFunction) {
  const token = req.headers.authorization?.replace(/^Bearer /, '');
  if (!token) return res.status(401).end();
  try {
    req.user = jwt.verify(token, process.env.JWT_SECRET!, { algorithms: ['HS256'] }) as AuthedRequest['user'];
    return next();
  } catch {
    return res.status(401).end();
  }
}

const allow = (...roles: string[]) => (req: AuthedRequest, res: Response, next: NextFunction) =>
  req.user?.roles.some((role) => roles.includes(role)) ? next() : res.status(403).end();

app.get('/claims', authenticate, allow('staff', 'admin'), async (_req, res) => {
  const { Items = [] } = await ddb.send(new ScanCommand({ TableName: 'claims' }));
  res.json(Items.map(({ id, state }) => ({ id, state })));
});

app.get('/claims/:id', authenticate, async (req: AuthedRequest, res) => {
  const { Item } = await ddb.send(new GetCommand({ TableName: 'claims', Key: { id: req.params.id } }));
  if (!Item) return res.sendStatus(404);
  const isStaff = req.user?.roles.includes('staff');
  if (!isStaff && Item.claimantId !== req.user?.id) return res.sendStatus(404);
  return res.json({ id: Item.id, state: Item.state });
});

app.get('/claims/:id/files', authenticate, async (req: AuthedRequest, res) => {
  const { Item } = await ddb.send(new GetCommand({ TableName: 'claims', Key: { id: req.params.id } })); // expect code/foreign-key-read
  if (!Item) return res.sendStatus(404);
  return res.json({ files: Item.files });
});
