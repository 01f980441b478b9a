// Names of attributes are what the client sends.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());
app.use(expressjwt({ secret: process.env.JWT_SECRET ?? '', algorithms: ['HS256'] }));

async function changeAny(userId: string, changes: Record<string, unknown>) {
  const names = Object.keys(changes);
  await documents.send( // expect code/expression-injection code/mass-assignment
    new UpdateCommand({
      TableName: 'users',
      Key: { user_id: userId },
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
      ConditionExpression: 'attribute_exists(user_id)',
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(names.map((name) => [`:${name}`, changes[name]])),
    }),
  );
}

app.patch('/me', async (req: Request, res) => {
  await changeAny(req.auth?.sub ?? '', req.body);
  res.status(204).end();
});
