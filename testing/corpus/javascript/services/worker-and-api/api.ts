// The API queues an export of the caller; its state is read by whoever knows the number.
import express from 'express';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { find, remember } from './jobs.ts';

const sqs = new SQSClient({});
const verifier = CognitoJwtVerifier.create({
  userPoolId: process.env.POOL_ID as string,
  tokenUse: 'access',
  clientId: process.env.CLIENT_ID as string,
});
const app = express();

app.use(async (req, res, next) => {
  try {
    const payload = await verifier.verify(req.headers.authorization?.slice(7) ?? '');
    res.locals.sub = payload.sub;
    next();
  } catch {
    res.sendStatus(401);
  }
});

app.post('/exports', async (_req, res) => {
  const jobId = await remember(res.locals.sub);
  await sqs.send(
    new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: JSON.stringify({ jobId, owner: res.locals.sub }) }),
  );
  res.status(202).json({ jobId });
});

app.get('/exports/:jobId', async (req, res) => {
  const job = await find(req.params.jobId);
  if (!job) return res.sendStatus(404);
  res.json({ state: job.state, url: job.url });
});

app.listen(3000);
