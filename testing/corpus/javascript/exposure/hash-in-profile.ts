// The profile of the caller comes with the hash of their password.
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/me', async (req: Request, res) => {
  const { Item: user } = await ddb.send(new GetCommand({ TableName: 'users', Key: { userId: req.auth?.sub } }));
  if (!user) return res.status(404).json({ error: 'not found' });
  return res.json({ // expect code/sensitive-attribute-returned
    userId: user.userId,
    displayName: user.displayName,
    passwordHash: user.passwordHash,
  });
});

app.listen(3000);
