// Tokens of Firebase are verified by hand in each handler.
import cors from 'cors';
import express from 'express';
import { getAuth } from 'firebase-admin/auth';
import { initializeApp } from 'firebase-admin/app';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';

initializeApp();
const app = express();
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
app.use(cors({ origin: 'https://app.example' }), express.json());

async function uidOf(req: express.Request): Promise<string> {
  const { uid } = await getAuth().verifyIdToken(req.headers.authorization?.split('Bearer ')[1] ?? '');
  return uid;
}

app.post('/points/give', async (req, res, next) => {
  try {
    const giver = await uidOf(req);
    const amount = Math.max(1, Math.min(Number(req.body.amount), 100));
    await ddb.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Update: {
              TableName: 'points',
              Key: { uid: giver },
              UpdateExpression: 'SET points = points - :a',
              ConditionExpression: 'points >= :a',
              ExpressionAttributeValues: { ':a': amount },
            },
          },
          {
            Put: {
              TableName: 'gifts',
              Item: { uid: giver, at: Date.now(), to: req.body.to, amount },
            },
          },
        ],
      }),
    );
    res.sendStatus(204);
  } catch (error) {
    next(error);
  }
});

app.post('/friends/remove', async (req, res, next) => {
  try {
    await uidOf(req);
    await ddb.send( // expect code/foreign-key-write
      new BatchWriteCommand({
        RequestItems: { friends: [{ DeleteRequest: { Key: { uid: req.body.uid, friend: req.body.friend } } }] },
      }),
    );
    res.sendStatus(204);
  } catch (error) {
    next(error);
  }
});

app.use((error: Error, _req: express.Request, res: express.Response, _next: express.NextFunction) => {
  res.status(500).json({ error: error.stack }); // expect code/raw-error-returned
});
