// Who may read the ticket is asked by the cases of a switch.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/tickets/:id', async (req: Request, res) => {
  const { Item: ticket } = await documents.send(new GetCommand({ TableName: 'tickets', Key: { id: req.params.id } }));
  switch (true) {
    case ticket === undefined:
      return res.status(404).end();
    case ticket.reporter !== req.auth?.sub:
      return res.status(403).end();
    default:
      return res.json({ id: ticket.id, title: ticket.title });
  }
});
