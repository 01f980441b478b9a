// The check is asynchronous and nobody waits for it.
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

async function mayEdit(boardId: string, userId: string | undefined): Promise<boolean> {
  const { Item } = await ddb.send(new GetCommand({ TableName: 'editors', Key: { userId, boardId } }));
  return Item?.role === 'editor';
}

app.put('/boards/:boardId/title', async (req: Request, res) => {
  if (!mayEdit(req.params.boardId, req.auth?.sub)) {
    return res.status(403).json({ error: 'forbidden' });
  }
  await ddb.send( // expect code/foreign-key-write
    new UpdateCommand({
      TableName: 'boards',
      Key: { boardId: req.params.boardId },
      UpdateExpression: 'SET title = :t',
      ConditionExpression: 'attribute_exists(boardId)',
      ExpressionAttributeValues: { ':t': String(req.body.title) },
    }),
  );
  return res.sendStatus(204);
});

app.listen(3000);
