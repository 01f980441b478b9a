// A schema says which fields a listing has, the rest of the body is dropped.
import { randomUUID } from 'node:crypto';
import express from 'express';
import { auth } from 'express-oauth2-jwt-bearer';
import { z } from 'zod';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

const Listing = z.object({ title: z.string().max(120), price: z.number().nonnegative(), tags: z.array(z.string()).max(10) });
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());
app.use(auth());

app.post('/listings', async (req, res) => {
  const parsed = Listing.safeParse(req.body);
  if (!parsed.success) return res.status(400).json({ errors: parsed.error.issues });
  const listingId = randomUUID();
  await ddb.send(
    new PutCommand({ TableName: 'listings', Item: { ...parsed.data, listingId, sellerId: req.auth?.payload.sub } }),
  );
  return res.status(201).json({ listingId });
});

app.listen(3000);
