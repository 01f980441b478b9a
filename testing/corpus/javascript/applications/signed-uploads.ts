// Files in a bucket are handed out by signed links.
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import express from 'express';
import passport from 'passport';

const s3 = new S3Client({});
const router = express.Router();
router.use(passport.authenticate('jwt', { session: false }));

router.get('/files/*', async (req: any, res) => {
  const command = new GetObjectCommand({ Bucket: process.env.BUCKET, Key: req.params[0] });
  res.redirect(await getSignedUrl(s3, command, { expiresIn: 60 })); // expect code/authentication-without-authorization
});

router.post('/files', async (req: any, res) => {
  const command = new PutObjectCommand({ Bucket: process.env.BUCKET, Key: `${req.user.id}/${Date.now()}` });
  res.json({ url: await getSignedUrl(s3, command, { expiresIn: 60 }) });
});

export default router;
