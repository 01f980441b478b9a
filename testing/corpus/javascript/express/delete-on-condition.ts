// The store itself deletes only what belongs to the caller.
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';
import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const router = express.Router();
router.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

router.delete('/photos/:photoId', async (req: Request, res, next) => {
  try {
    await ddb.send(
      new DeleteCommand({
        TableName: process.env.PHOTOS_TABLE,
        Key: { photoId: req.params.photoId },
        ConditionExpression: 'ownerId = :me',
        ExpressionAttributeValues: { ':me': req.auth?.sub },
      }),
    );
    res.status(204).end();
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return res.status(404).json({ error: 'not found' });
    return next(error);
  }
});

export default router;
