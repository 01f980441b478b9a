// Everyone who is signed in reads the drafts of everyone about a topic.
import express from 'express';
import { expressjwt } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const app = express();
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/topics/:topic/drafts', async (req, res) => {
  const found = await ddb.send( // expect code/foreign-collection
    new QueryCommand({
      TableName: 'drafts',
      KeyConditionExpression: 'topic = :topic',
      ExpressionAttributeValues: { ':topic': req.params.topic },
      Limit: 20,
    }),
  );
  res.json((found.Items ?? []).map((draft) => ({ title: draft.title, author: draft.author })));
});

export { app };
