// The cases of a switch only choose how much of the ticket is shown.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/tickets/:id', async (req: Request, res) => {
  const { Item: ticket } = await documents.send(new GetCommand({ TableName: 'tickets', Key: { id: req.params.id } })); // expect code/foreign-key-read
  switch (req.auth?.role) {
    case 'support':
      return res.json({ id: ticket?.id, title: ticket?.title, reporter: ticket?.reporter });
    case 'customer':
    default:
      return res.json({ id: ticket?.id, title: ticket?.title });
  }
});
