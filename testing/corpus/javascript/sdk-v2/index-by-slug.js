// A slug finds the drafts of anyone.
const { DynamoDB } = require('aws-sdk');
const { Router } = require('express');
const { auth } = require('express-oauth2-jwt-bearer');

const db = new DynamoDB.DocumentClient();
const router = Router();
router.use(auth());

router.get('/pages/:slug', async (req, res) => {
  const found = await db.query({ // expect code/index-without-owner
    TableName: 'pages',
    IndexName: 'slug-index',
    KeyConditionExpression: 'slug = :slug',
    ExpressionAttributeValues: { ':slug': req.params.slug },
    Limit: 1,
  }).promise();
  const [page] = found.Items;
  if (!page) return res.sendStatus(404);
  return res.json({ title: page.title, html: page.html });
});

module.exports = router;
