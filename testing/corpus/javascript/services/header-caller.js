// Behind a proxy, they say: the caller stands in a header, and nothing here knows who wrote it.
const express = require('express');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand, DeleteCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();

app.use((req, res, next) => {
  req.userId = req.header('x-user-id'); // expect code/identity-from-client-header
  if (!req.userId) return res.status(401).json({ message: 'who are you?' });
  next();
});

app.get('/pins/:id', async (req, res) => {
  const { Item } = await ddb.send(new GetCommand({ TableName: 'pins', Key: { userId: req.userId, pinId: req.params.id } }));
  if (!Item) return res.sendStatus(404);
  res.json({ id: Item.pinId, place: Item.place });
});

app.delete('/pins/:id', async (req, res) => {
  await ddb.send(new DeleteCommand({ TableName: 'pins', Key: { userId: req.userId, pinId: req.params.id } }));
  res.sendStatus(204);
});

app.listen(3000);
