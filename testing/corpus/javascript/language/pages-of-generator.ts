// A generator reads one page after the other of the whole table.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import express from 'express';
import { expressjwt } from 'express-jwt';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

async function* everyInvoice() {
  let from: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(new ScanCommand({ TableName: 'invoices', ExclusiveStartKey: from })); // expect code/table-scan
    yield* page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from);
}

app.get('/invoices', async (_req, res) => {
  const found = [];
  for await (const invoice of everyInvoice()) {
    found.push({ number: invoice.number, amount: invoice.amount });
  }
  res.json(found);
});

app.listen(3000);
