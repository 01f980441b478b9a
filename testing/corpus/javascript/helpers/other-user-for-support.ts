// Only for support staff does the query say whose subscriptions are meant.
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocument.from(new DynamoDB({}));
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/subscriptions', async (req: Request, res) => {
  const me = req.auth?.sub;
  const isSupport = req.auth?.role === 'support';
  const userId = isSupport && req.query.userId ? String(req.query.userId) : me;
  const { Items = [] } = await db.query({
    TableName: 'subscriptions',
    KeyConditionExpression: 'userId = :u',
    ExpressionAttributeValues: { ':u': userId },
    Limit: 25,
  });
  res.json(Items.map(({ plan, renewsAt }) => ({ plan, renewsAt })));
});

app.listen(3000);
