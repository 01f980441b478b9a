// What is set by one accessor is the key that another one gives.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';

class Lookup {
  #owner = '';
  static readonly documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

  set owner(value: string) {
    this.#owner = value.trim();
  }

  get key() {
    return { pk: `OWNER#${this.#owner}`, sk: 'PROFILE' };
  }

  async read() {
    const { Item } = await Lookup.documents.send(new GetCommand({ TableName: 'people', Key: this.key })); // expect code/foreign-key-read
    return Item;
  }
}

const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/people/:id', async (req: Request, res) => {
  const lookup = new Lookup();
  lookup.owner = req.params.id;
  const person = await lookup.read();
  res.json({ name: person?.name });
});
