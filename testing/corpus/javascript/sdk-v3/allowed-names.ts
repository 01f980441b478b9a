// Names of attributes are picked by a list in the code, or they are not.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());
app.use(expressjwt({ secret: process.env.JWT_SECRET ?? '', algorithms: ['HS256'] }));

const EDITABLE = ['display_name', 'bio'];

async function changeAllowed(userId: string, changes: Record<string, unknown>) {
  const names = Object.keys(changes);
  await documents.send(
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
  const changes = Object.entries(req.body).filter(([name]) => EDITABLE.includes(name));
  await changeAllowed(req.auth?.sub ?? '', Object.fromEntries(changes));
  res.status(204).end();
});
