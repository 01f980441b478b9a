// The path has to be the caller, whoever else asks is turned away.
import { Router } from 'express';
import { auth } from 'express-oauth2-jwt-bearer';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
export const payments = Router();
payments.use(auth({ audience: 'payments', issuerBaseURL: process.env.ISSUER }));

payments.get('/users/:userId/payments', async (req, res) => {
  const { userId } = req.params;
  if (userId !== req.auth?.payload.sub) {
    return res.status(403).json({ error: 'forbidden' });
  }
  const page = await ddb.send(
    new QueryCommand({
      TableName: 'payments',
      KeyConditionExpression: 'userId = :user',
      ExpressionAttributeValues: { ':user': userId },
      Limit: 50,
    }),
  );
  return res.json((page.Items ?? []).map((payment) => ({ id: payment.paymentId, amount: payment.amount })));
});
