// A new article is signed with whatever author the body names.
import { randomUUID } from 'node:crypto';
import express from 'express';
import { expressjwt } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.post('/articles', async (req, res) => {
  const articleId = randomUUID();
  await ddb.send( // expect code/foreign-owner-created
    new PutCommand({
      TableName: 'articles',
      Item: {
        articleId,
        ownerId: req.body.ownerId,
        title: String(req.body.title),
        text: String(req.body.text),
        createdAt: new Date().toISOString(),
      },
    }),
  );
  res.status(201).json({ articleId });
});

export default app;
