// One handler waits for the check, the other one only starts it.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, DeleteCommand, GetCommand } = require('@aws-sdk/lib-dynamodb');

const store = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const router = express.Router();
router.use(passport.authenticate('jwt', { session: false }));

const isMember = async (groupId, userId) => {
  const { Item } = await store.send(new GetCommand({ TableName: 'members', Key: { groupId, userId } }));
  return Boolean(Item);
};

const mayLeave = (groupId, userId) => isMember(groupId, userId);

router.delete('/groups/:groupId', async (req, res) => {
  if (!(await mayLeave(req.params.groupId, req.user.id))) return res.sendStatus(403);
  await store.send(new DeleteCommand({ TableName: 'groups', Key: { groupId: req.params.groupId } }));
  return res.sendStatus(204);
});

router.delete('/clubs/:groupId', async (req, res) => {
  const isAllowed = mayLeave(req.params.groupId, req.user.id);
  if (!isAllowed) return res.sendStatus(403);
  await store.send(new DeleteCommand({ TableName: 'groups', Key: { groupId: req.params.groupId } })); // expect code/foreign-key-write
  return res.sendStatus(204);
});

router.delete('/teams/:groupId', async (req, res) => {
  const [isAllowed] = await Promise.all([isMember(req.params.groupId, req.user.id), store.send(new GetCommand({ TableName: 'limits', Key: { userId: req.user.id } }))]);
  if (!isAllowed) return res.sendStatus(403);
  await store.send(new DeleteCommand({ TableName: 'groups', Key: { groupId: req.params.groupId } }));
  return res.sendStatus(204);
});

module.exports = router;
