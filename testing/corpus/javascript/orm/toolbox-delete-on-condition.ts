// The delete carries the condition that the uploader is the caller.
import express from 'express';
import { auth } from 'express-oauth2-jwt-bearer';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Table } from 'dynamodb-toolbox/table';
import { Entity } from 'dynamodb-toolbox/entity';
import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete';
import { item, string } from 'dynamodb-toolbox/schema';

const Media = new Table({
  documentClient: DynamoDBDocumentClient.from(new DynamoDBClient({})),
  name: 'media',
  partitionKey: { name: 'pk', type: 'string' },
});

const Video = new Entity({
  name: 'video',
  table: Media,
  schema: item({ videoId: string().key(), uploader: string(), title: string() }),
  computeKey: ({ videoId }) => ({ pk: `VIDEO#${videoId}` }),
});

const router = express.Router();
router.use(auth());

router.delete('/videos/:videoId', async (req, res) => {
  await Video.build(DeleteItemCommand)
    .key({ videoId: req.params.videoId })
    .options({ condition: { attr: 'uploader', eq: req.auth?.payload.sub } })
    .send();
  res.sendStatus(204);
});

export default router;
