// A new article belongs to whoever is signed in.
import { randomUUID } from 'node:crypto';
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.post('/articles', async (req: Request, res) => {
  const articleId = randomUUID();
  await ddb.send(
    new PutCommand({
      TableName: 'articles',
      Item: {
        articleId,
        ownerId: req.auth?.sub,
        title: String(req.body.title),
        language: String(req.body.language),
        createdAt: new Date().toISOString(),
      },
    }),
  );
  res.status(201).json({ articleId });
});

export default app;
