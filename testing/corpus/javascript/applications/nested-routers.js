// Routers stand in routers, and the one in the middle asks whose it is.
const express = require('express');
const { expressjwt } = require('express-jwt');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand, QueryCommand } = require('@aws-sdk/lib-dynamodb');

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
const teams = express.Router();
const team = express.Router({ mergeParams: true });

app.use(expressjwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] }));
app.use('/teams', teams);
teams.use('/:teamId', requireMember, team);

async function requireMember(req, res, next) {
  const { Item } = await db.send(new GetCommand({ TableName: 'members', Key: { teamId: req.params.teamId, userId: req.auth.sub } }));
  if (!Item) return res.status(403).json({ error: 'no member' });
  req.membership = Item;
  return next();
}

team.get('/boards', async (req, res) => {
  const { Items = [] } = await db.send(
    new QueryCommand({ TableName: 'boards', KeyConditionExpression: 'teamId = :t', ExpressionAttributeValues: { ':t': req.params.teamId } }),
  );
  res.json(Items.map((board) => ({ id: board.id, title: board.title })));
});

app.get('/boards/:teamId/:id', async (req, res) => {
  const { Item } = await db.send(new GetCommand({ TableName: 'boards', Key: { teamId: req.params.teamId, id: req.params.id } })); // expect code/foreign-key-read
  res.json({ title: Item?.title });
});
