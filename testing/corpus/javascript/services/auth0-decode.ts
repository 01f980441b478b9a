// One route has its token verified by middleware, the other reads the claims by itself.
import express from 'express';
import { auth, requiredScopes } from 'express-oauth2-jwt-bearer';
import { decodeJwt } from 'jose';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
const signedIn = auth({ audience: 'https://trips.test', issuerBaseURL: process.env.AUTH0_ISSUER });

async function tripsOf(traveller: string) {
  const { Items = [] } = await ddb.send(
    new QueryCommand({
      TableName: process.env.TRIPS,
      KeyConditionExpression: 'traveller = :t',
      ExpressionAttributeValues: { ':t': traveller },
    }),
  );
  return Items.map((trip) => ({ id: trip.tripId, to: trip.to }));
}

app.get('/trips', signedIn, async (req, res) => {
  res.json(await tripsOf(req.auth?.payload.sub as string));
});

app.get('/widget/trips', async (req, res) => {
  const token = req.headers.authorization?.replace(/^Bearer /, '') ?? '';
  const claims = decodeJwt(token); // expect code/unverified-token-identity
  res.json(await tripsOf(claims.sub as string));
});

app.get('/admin/trips', signedIn, requiredScopes('admin:trips'), async (_req, res) => {
  const { Items = [] } = await ddb.send(new ScanCommand({ TableName: process.env.TRIPS, Limit: 500 }));
  res.json(Items.map((trip) => ({ id: trip.tripId, traveller: trip.traveller })));
});

app.listen(3000);
