// The body is compared with the caller, the path is used as the key.
import { Router } from 'express';
import { auth } from 'express-oauth2-jwt-bearer';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
export const payments = Router();
payments.use(auth({ audience: 'payments', issuerBaseURL: process.env.ISSUER }));

payments.post('/users/:userId/payments/search', async (req, res) => {
  const caller = req.auth?.payload.sub;
  if (req.body.userId !== caller) {
    return res.status(403).json({ error: 'forbidden' });
  }
  const page = await ddb.send( // expect code/foreign-key-read
    new QueryCommand({
      TableName: 'payments',
      KeyConditionExpression: 'userId = :user',
      ExpressionAttributeValues: { ':user': req.params.userId },
      Limit: 50,
    }),
  );
  return res.json((page.Items ?? []).map((payment) => ({ id: payment.paymentId, amount: payment.amount })));
});
