// A tag of templates puts the statement together.
import { DynamoDBClient, ExecuteStatementCommand } from '@aws-sdk/client-dynamodb';
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';

const client = new DynamoDBClient({});
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/find', async (req: Request, res) => {
  const statement = String.raw`SELECT title FROM "books" WHERE owner = '${req.auth?.sub}' AND title = '${req.query.title}'`;
  const page = await client.send(new ExecuteStatementCommand({ Statement: statement })); // expect code/partiql-injection
  res.json((page.Items ?? []).map((item) => item.title?.S));
});
