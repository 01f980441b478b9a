// The cookie that names the user carries a signature, and it is checked.
const express = require('express');
const cookieParser = require('cookie-parser');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const app = express();
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
app.use(cookieParser(process.env.COOKIE_SECRET));

app.get('/preferences', async (req, res) => {
  const userId = req.signedCookies.uid;
  if (!userId) return res.status(401).json({ error: 'please sign in' });
  const found = await ddb.send(new GetCommand({ TableName: 'preferences', Key: { userId } }));
  return res.json({ theme: found.Item?.theme ?? 'light', locale: found.Item?.locale ?? 'en' });
});

app.listen(3000);
