// A signed-in caller names any profile and gets it just as it is stored.
import express from 'express';
import { expressjwt, type Request as JwtRequest } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const app = express();
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-central-1' }));
const signedIn = expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] });

app.get('/profiles/:profileId', signedIn, async (req: JwtRequest, res) => {
  const result = await documents.send( // expect code/foreign-key-read
    new GetCommand({
      TableName: process.env.PROFILES_TABLE,
      Key: { profileId: req.params.profileId },
    }),
  );
  if (!result.Item) {
    res.sendStatus(404);
    return;
  }
  res.json(result.Item); // expect code/whole-item-returned
});

export default app;
