// Tokens of Firebase are verified for every route; an id of the path still chooses whose wishes are deleted.
import express from 'express';
import { getAuth } from 'firebase-admin/auth';
import { initializeApp } from 'firebase-admin/app';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';

initializeApp();
const db = DynamoDBDocument.from(new DynamoDB({}));
const TableName = process.env.WISHES;
const app = express();

const wrap = (handler) => (req, res, next) => Promise.resolve(handler(req, res, next)).catch(next);

app.use(
  wrap(async (req, res, next) => {
    const [scheme, token] = (req.get('authorization') ?? '').split(' ');
    if (scheme !== 'Bearer') return res.status(401).end();
    try {
      const decoded = await getAuth().verifyIdToken(token);
      res.locals.uid = decoded.uid;
    } catch {
      return res.status(401).end();
    }
    next();
  }),
);

app.get(
  '/wishes',
  wrap(async (req, res) => {
    const { Items } = await db.query({
      TableName,
      KeyConditionExpression: 'uid = :uid',
      ExpressionAttributeValues: { ':uid': res.locals.uid },
    });
    res.json(Items.map((wish) => ({ id: wish.wishId, text: wish.text })));
  }),
);

app.delete(
  '/people/:uid/wishes/:wishId',
  wrap(async (req, res) => {
    await db.delete({ TableName, Key: { uid: req.params.uid, wishId: req.params.wishId } }); // expect code/foreign-key-write
    console.log('deleted by', res.locals.uid);
    res.status(204).end();
  }),
);

app.delete(
  '/wishes/:wishId',
  wrap(async (req, res) => {
    await db.delete({ TableName, Key: { uid: res.locals.uid, wishId: req.params.wishId } });
    res.status(204).end();
  }),
);

app.listen(8080);
