// The methods of the controller are functions that stand in its fields.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, DeleteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { Router } from 'express';
import passport from 'passport';

class CardController {
  private readonly documents: DynamoDBDocumentClient;
  private readonly table = process.env.CARDS ?? 'cards';

  constructor() {
    this.documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  }

  show = async (req, res) => {
    const { Item } = await this.documents.send(new GetCommand({ TableName: this.table, Key: { userId: req.user.id, cardId: req.params.cardId } }));
    return Item ? res.json({ cardId: Item.cardId, label: Item.label }) : res.status(404).end();
  };

  remove = async (req, res) => {
    await this.documents.send(new DeleteCommand({ TableName: this.table, Key: { userId: req.body.userId, cardId: req.params.cardId } })); // expect code/foreign-key-write
    return res.status(204).end();
  };
}

const cards = new CardController();
export const router = Router();
router.use(passport.authenticate('jwt', { session: false }));
router.get('/cards/:cardId', cards.show);
router.delete('/cards/:cardId', cards.remove);
