// The middleware loads the contract, compares its owner and hands it on.
import express, { type NextFunction, type Request, type Response } from 'express';
import session from 'express-session';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

type Call = Request & { session: { userId?: string } };

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
const cookie = { secure: true, httpOnly: true };
app.use(session({ secret: process.env.SESSION_SECRET as string, resave: false, saveUninitialized: false, cookie }));

async function ownContract(req: Call, res: Response, next: NextFunction) {
  const { Item } = await ddb.send(new GetCommand({ TableName: 'contracts', Key: { contractId: req.params.contractId } }));
  if (!req.session.userId || Item?.ownerId !== req.session.userId) {
    res.status(404).json({ error: 'not found' });
    return;
  }
  res.locals.contract = { signedAt: Item.signedAt, partner: Item.partner };
  next();
}

app.get('/contracts/:contractId', ownContract, (_req, res) => {
  const { signedAt, partner } = res.locals.contract;
  res.json({ signedAt, partner });
});

app.listen(3000);
