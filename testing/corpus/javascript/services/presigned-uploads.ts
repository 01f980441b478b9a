// Links for uploads and downloads: below the prefix of the caller, or for whichever object is asked for.
import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

const s3 = new S3Client({});
const Bucket = process.env.BUCKET;
const keys = createRemoteJWKSet(new URL(process.env.JWKS_URL as string));

const authenticated = createMiddleware<{ Variables: { sub: string } }>(async (c, next) => {
  const token = c.req.header('authorization')?.replace('Bearer ', '');
  if (!token) return c.json({ message: 'sign in' }, 401);
  try {
    const { payload } = await jwtVerify(token, keys, { audience: 'files', issuer: process.env.ISSUER });
    c.set('sub', payload.sub as string);
  } catch {
    return c.json({ message: 'sign in' }, 401);
  }
  await next();
});

const app = new Hono();

app.post('/uploads', authenticated, async (c) => {
  const { contentType } = await c.req.json();
  const Key = `${c.get('sub')}/${crypto.randomUUID()}`;
  const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key, ContentType: contentType }), { expiresIn: 300 });
  return c.json({ url, key: Key }, 201);
});

app.get('/downloads', authenticated, async (c) => {
  const url = await getSignedUrl( // expect code/authentication-without-authorization
    s3,
    new GetObjectCommand({ Bucket, Key: c.req.query('key') }),
    { expiresIn: 300 },
  );
  return c.json({ url });
});

app.get('/downloads/:name', authenticated, async (c) => {
  const name = c.req.param('name');
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: `${c.get('sub')}/${name}` }), { expiresIn: 300 });
  return c.json({ url });
});

export default app;
