// The enforcer says whether the caller may delete this folder.
const express = require('express');
const passport = require('passport');
const { newEnforcer } = require('casbin');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DeleteCommand, DynamoDBDocumentClient } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const enforcer = newEnforcer('rbac.conf', 'policy.csv');
const router = express.Router();
router.use(passport.authenticate('jwt', { session: false }));

router.delete('/folders/:folderId', async (req, res) => {
  const { folderId } = req.params;
  const allowed = await (await enforcer).enforce(req.user.id, `folder:${folderId}`, 'delete');
  if (!allowed) return res.status(403).json({ error: 'forbidden' });
  await ddb.send(new DeleteCommand({ TableName: 'folders', Key: { folderId } }));
  return res.sendStatus(204);
});

module.exports = router;
