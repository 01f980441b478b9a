// A whole table comes into memory and is narrowed there; the other routes let the table do it.
import express, { type RequestHandler } from 'express';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { getSession } from '@auth/express';
import { authConfig } from './auth-config.ts';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.RUNS;
const app = express();

const withSession: RequestHandler = async (req, res, next) => {
  res.locals.session = await getSession(req, authConfig);
  if (!res.locals.session?.user) return res.sendStatus(401);
  next();
};
app.use(withSession);

app.get('/runs', async (_req, res) => {
  const { Items = [] } = await ddb.send(new ScanCommand({ TableName })); // expect code/client-side-filter
  const mine = Items.filter((run) => run.runner === res.locals.session.user.email);
  res.json(mine.map(({ runId, km }) => ({ runId, km })));
});

app.get('/runs/long', async (_req, res) => {
  const { Items = [] } = await ddb.send(
    new QueryCommand({
      TableName,
      IndexName: 'byRunner',
      KeyConditionExpression: 'runner = :me',
      FilterExpression: 'km > :long',
      ExpressionAttributeValues: { ':me': res.locals.session.user.email, ':long': 20 },
    }),
  );
  res.json(Items.map(({ runId, km }) => ({ runId, km })));
});

app.get('/runs/sorted', async (req, res) => {
  const { Items = [] } = await ddb.send( // expect code/expression-injection
    new QueryCommand({
      TableName,
      IndexName: 'byRunner',
      KeyConditionExpression: 'runner = :me',
      FilterExpression: `${req.query.field} > :least`,
      ExpressionAttributeValues: { ':me': res.locals.session.user.email, ':least': 0 },
    }),
  );
  res.json(Items.map(({ runId, km }) => ({ runId, km })));
});

app.listen(3000);
