// Every field of the body becomes a clause of the update.
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());

app.patch(
  '/profile',
  expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }),
  async (req: Request, res) => {
    const changes = req.body as Record<string, unknown>;
    const sets = Object.keys(changes).map((key) => `${key} = :${key}`);
    const values = Object.fromEntries(Object.entries(changes).map(([key, value]) => [`:${key}`, value]));
    await ddb.send( // expect code/expression-injection code/mass-assignment
      new UpdateCommand({
        TableName: 'profiles',
        Key: { userId: req.auth?.sub },
        UpdateExpression: `SET ${sets.join(', ')}`,
        ExpressionAttributeValues: values,
      }),
    );
    res.sendStatus(204);
  },
);

export default app;
