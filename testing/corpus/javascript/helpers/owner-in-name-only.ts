// The middleware is called after ownership, and asks only whether somebody is signed in.
import express, { type NextFunction, type Request, type Response } from 'express';
import session from 'express-session';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
const cookie = { secure: true, httpOnly: true };
app.use(session({ secret: process.env.SESSION_SECRET as string, resave: false, saveUninitialized: false, cookie }));

function requireOwner(req: Request & { session: { userId?: string } }, res: Response, next: NextFunction) {
  if (!req.session.userId) {
    res.status(401).json({ error: 'please sign in' });
    return;
  }
  next();
}

app.get('/contracts/:contractId', requireOwner, async (req, res) => {
  const { contractId } = req.params;
  const { Item } = await ddb.send(new GetCommand({ TableName: 'contracts', Key: { contractId } })); // expect code/foreign-key-read
  if (!Item) return res.status(404).json({ error: 'not found' });
  return res.json({ contractId, signedAt: Item.signedAt, partner: Item.partner });
});

app.listen(3000);
