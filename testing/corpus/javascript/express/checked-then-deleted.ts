// The owner is checked on a read, the delete follows without a condition.
import express, { type Request, type Response } from 'express';
import { expressjwt } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TABLE = process.env.PHOTOS_TABLE;
const router = express.Router();
router.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

router.delete('/photos/:photoId', async (req: Request & { auth?: { sub?: string } }, res: Response) => {
  const key = { photoId: req.params.photoId };
  const { Item: photo } = await ddb.send(new GetCommand({ TableName: TABLE, Key: key }));
  if (!photo || photo.ownerId !== req.auth?.sub) {
    res.status(404).json({ error: 'not found' });
    return;
  }
  await ddb.send(new DeleteCommand({ TableName: TABLE, Key: key })); // expect code/check-then-write-race
  res.status(204).end();
});

export default router;
