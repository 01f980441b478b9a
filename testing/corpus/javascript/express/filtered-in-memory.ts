// Everything is read and the caller's own documents are picked out afterwards.
import express from 'express';
import { clerkMiddleware, getAuth, requireAuth } from '@clerk/express';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(clerkMiddleware());

app.get('/documents', requireAuth(), async (req, res) => {
  const { userId } = getAuth(req);
  const all = await ddb.send(new ScanCommand({ TableName: 'documents' })); // expect code/client-side-filter
  const own = (all.Items ?? []).filter((doc) => doc.ownerId === userId);
  res.json(own.map((doc) => ({ id: doc.documentId, name: doc.name })));
});

app.listen(3000);
