// The query string wins over the signed-in caller.
import express from 'express';
import { clerkMiddleware, getAuth, requireAuth } from '@clerk/express';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
import { DynamoDB } from '@aws-sdk/client-dynamodb';

const db = DynamoDBDocument.from(new DynamoDB({}));
const app = express();
app.use(clerkMiddleware());

app.get('/subscriptions', requireAuth(), async (req, res) => {
  const owner = (req.query.userId as string | undefined) ?? getAuth(req).userId;
  const { Items = [] } = await db.query({ // expect code/foreign-key-read
    TableName: 'subscriptions',
    KeyConditionExpression: '#u = :u',
    ExpressionAttributeNames: { '#u': 'userId' },
    ExpressionAttributeValues: { ':u': owner },
    Limit: 25,
  });
  res.json(Items.map(({ plan, renewsAt }) => ({ plan, renewsAt })));
});

app.listen(3000);
