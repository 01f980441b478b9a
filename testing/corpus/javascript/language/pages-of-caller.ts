// A generator reads one page after the other of what the caller has.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

async function* invoicesOf(customer: string) {
  let from: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new QueryCommand({
        TableName: 'invoices',
        KeyConditionExpression: 'customerId = :c',
        ExpressionAttributeValues: { ':c': customer },
        ExclusiveStartKey: from,
      }),
    );
    for (const item of page.Items ?? []) yield { number: item.number, amount: item.amount };
    from = page.LastEvaluatedKey;
  } while (from);
}

app.get('/invoices', async (req: Request, res) => {
  const found = [];
  for await (const invoice of invoicesOf(req.auth?.sub as string)) found.push(invoice);
  res.json(found);
});

app.listen(3000);
