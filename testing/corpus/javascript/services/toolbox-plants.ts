// Entities of DynamoDB Toolbox: watering is bound to the gardener, moving a plant is not.
import express from 'express';
import passport from 'passport';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Entity, GetItemCommand, item, number, string, Table, UpdateItemCommand } from 'dynamodb-toolbox';

const PlantTable = new Table({
  name: process.env.PLANTS ?? 'plants',
  partitionKey: { name: 'gardener', type: 'string' },
  sortKey: { name: 'plant', type: 'string' },
  documentClient: DynamoDBDocumentClient.from(new DynamoDBClient({})),
});

const Plant = new Entity({
  name: 'Plant',
  table: PlantTable,
  schema: item({ gardener: string().key(), plant: string().key(), spot: string(), watered: number().optional() }),
});

const app = express();
app.use(express.json());
app.use(passport.initialize());
const signedIn = passport.authenticate('jwt', { session: false });

app.get('/plants/:plant', signedIn, async (req, res) => {
  const { id } = req.user as { id: string };
  const { Item } = await Plant.build(GetItemCommand).key({ gardener: id, plant: req.params.plant }).send();
  if (!Item) return res.sendStatus(404);
  res.json({ plant: Item.plant, spot: Item.spot });
});

app.post('/plants/:plant/water', signedIn, async (req, res) => {
  const { id } = req.user as { id: string };
  await Plant.build(UpdateItemCommand)
    .item({ gardener: id, plant: req.params.plant, watered: Date.now() })
    .options({ condition: { attr: 'plant', exists: true } })
    .send();
  res.sendStatus(204);
});

app.post('/gardeners/:gardener/plants/:plant/move', signedIn, async (req, res) => {
  const { id } = req.user as { id: string };
  console.log(`${id} moves a plant`);
  await Plant.build(UpdateItemCommand) // expect code/foreign-key-write
    .item({ gardener: req.params.gardener, plant: req.params.plant, spot: String(req.body.spot) })
    .send();
  res.sendStatus(204);
});

export default app;
