// Who is calling is told by a function of a package of the house.
const express = require('express');
const { requireLogin, getAuthenticatedUserId } = require('@acme/identity');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, QueryCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(requireLogin());

app.get('/posts', async (req, res) => {
  const userId = getAuthenticatedUserId();
  const { Items } = await ddb.send(
    new QueryCommand({
      TableName: 'posts',
      KeyConditionExpression: 'owner_id = :o',
      ExpressionAttributeValues: { ':o': userId },
      Limit: 20,
    }),
  );
  res.json(Items.map((post) => ({ id: post.post_id, title: post.title })));
});

app.listen(3000);
