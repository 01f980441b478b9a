// The organisation of the path has to be among those of the verified token.
const express = require('express');
const { expressjwt } = require('express-jwt');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, QueryCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] }));

app.get('/organisations/:orgId/seats', async (req, res) => {
  const { orgId } = req.params;
  const isMember = req.auth.memberships.some((membership) => membership.orgId === orgId);
  if (!isMember) return res.status(404).json({ error: 'not found' });
  const { Items } = await ddb.send(
    new QueryCommand({
      TableName: 'organisations',
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :seat)',
      ExpressionAttributeValues: { ':pk': `ORG#${orgId}`, ':seat': 'SEAT#' },
    }),
  );
  return res.json(Items.map((seat) => ({ name: seat.name, since: seat.since })));
});

app.listen(3000);
