// The abilities of the caller decide whether what was read may be seen.
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';
import { defineAbility, ForbiddenError, subject } from '@casl/ability';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

const abilityOf = (userId: string | undefined) =>
  defineAbility((can) => {
    can('read', 'Ticket', { reporter: userId });
  });

app.get('/tickets/:ticketId', async (req: Request, res, next) => {
  try {
    const { Item } = await ddb.send(new GetCommand({ TableName: 'tickets', Key: { ticketId: req.params.ticketId } }));
    if (!Item) return res.status(404).json({ error: 'not found' });
    ForbiddenError.from(abilityOf(req.auth?.sub)).throwUnlessCan('read', subject('Ticket', Item));
    return res.json({ ticketId: Item.ticketId, title: Item.title });
  } catch (error) {
    return next(error);
  }
});

app.listen(3000);
