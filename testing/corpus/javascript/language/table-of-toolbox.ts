// The table of an older DynamoDB Toolbox is asked by the status alone.
import { Table } from 'dynamodb-toolbox';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';

const tasks = new Table({
  name: 'tasks',
  partitionKey: 'pk',
  sortKey: 'sk',
  indexes: { byStatus: { partitionKey: 'status', sortKey: 'createdAt' } },
  DocumentClient: DynamoDBDocumentClient.from(new DynamoDBClient({})),
});
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/tasks', async (req: Request, res) => {
  const page = await tasks.query(String(req.query.status), { index: 'byStatus' }); // expect code/index-without-owner
  res.json(page.Items.map(({ title, status }) => ({ title, status })));
});

app.get('/my-tasks', async (req: Request, res) => {
  const page = await tasks.query(`USER#${req.auth?.sub}`, { beginsWith: 'TASK#' });
  res.json(page.Items.map(({ title, status }) => ({ title, status })));
});
