// Attachments lie under the id of the caller.
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';

const s3 = new S3Client({});
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/attachments/:name', async (req: Request, res) => {
  const object = await s3.send(
    new GetObjectCommand({ Bucket: process.env.BUCKET, Key: `attachments/${req.auth?.sub}/${req.params.name}` }),
  );
  res.setHeader('content-type', object.ContentType ?? 'application/octet-stream');
  (object.Body as Readable).pipe(res);
});

app.listen(3000);
