import { describe, expect, test } from 'vitest';
import { inHandler, runStore } from './run-store.fixture.ts';

const s3ByVersion3 = `
import { CopyObjectCommand, DeleteObjectCommand, DeleteObjectsCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3, S3Client, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
const s3 = new S3Client({});
`;

describe('S3 by version 3', () => {
  test.each([
    {
      name: `objects below the caller and anybody's`,
      code: `
const own = await s3.send(new GetObjectCommand({ Bucket: 'files', Key: \`\${req.user.sub}/\${req.params.id}\` }));
const any = await s3.send(new GetObjectCommand({ Bucket: 'files', Key: req.params.id }));
res.json([own.Body, any.Body]);
`,
      accesses: [
        'get S3 GetObjectCommand "files" | key Key = me sub ~ "/" ~ path id',
        'get S3 GetObjectCommand "files" | key Key = path id',
      ],
      answers: ['[item1 Body, item2 Body]'],
    },
    {
      name: 'writing under a name of the server and of the client',
      code: `
await s3.send(new PutObjectCommand({ Bucket: 'files', Key: \`uploads/\${crypto.randomUUID()}-\${req.body.name}\`, Body: req.body.data }));
await s3.send(new PutObjectCommand({ Bucket: 'files', Key: \`uploads/\${req.body.name}\`, Body: req.body.data }));
await new Upload({ client: s3, params: { Bucket: 'files', Key: req.body.name, Body: req.body.data } }).done();
`,
      accesses: [
        'put S3 PutObjectCommand "files"',
        'put S3 PutObjectCommand "files" | key Key = "uploads/" ~ body name',
        'put S3 Upload "files" | key Key = body name',
      ],
      answers: [],
    },
    {
      name: 'deleting and copying',
      code: `
await s3.send(new DeleteObjectCommand({ Bucket: 'files', Key: req.params.id }));
await s3.send(new DeleteObjectsCommand({ Bucket: 'files', Delete: { Objects: req.body.keys.map((Key) => ({ Key })) } }));
await s3.send(new CopyObjectCommand({ Bucket: 'files', CopySource: req.body.from, Key: \`\${req.user.sub}/copy\` }));
`,
      accesses: [
        'delete S3 DeleteObjectCommand "files" | key Key = path id',
        'delete S3 DeleteObjectsCommand "files" | key Key = body keys',
        'get S3 CopyObjectCommand "files" | key CopySource = body from',
        'put S3 CopyObjectCommand "files" | key Key = me sub ~ "/copy"',
      ],
      answers: [],
    },
    {
      name: 'lists',
      code: `
const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: 'files', Prefix: req.query.prefix }));
await s3.send(new ListObjectsV2Command({ Bucket: 'files' }));
for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: 'files', Prefix: \`\${req.user.sub}/\` })) count(page);
res.json(Contents);
`,
      accesses: [
        'query S3 ListObjectsV2Command "files" | key Prefix = query prefix',
        'query S3 ListObjectsV2Command "files"',
        'query S3 paginateListObjectsV2 "files" | key Prefix = me sub ~ "/"',
      ],
      answers: ['item1 Contents'],
    },
    {
      name: 'addresses that are signed for the caller',
      code: `
const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket: 'files', Key: req.query.key }), { expiresIn: 60 });
const form = await createPresignedPost(s3, { Bucket: 'files', Key: req.body.key });
res.json({ url, form });
`,
      accesses: [
        'get S3 getSignedUrl GetObject "files" | key Key = query key',
        'put S3 createPresignedPost "files" | key Key = body key',
      ],
      answers: ['{url: item1 url, form: item2 url}'],
    },
    {
      name: 'methods of the client',
      code: `
const { Body } = await new S3({}).getObject({ Bucket: 'files', Key: req.params.id });
res.json(Body);
`,
      accesses: ['get S3 S3.getObject "files" | key Key = path id'],
      answers: ['item1 Body'],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(s3ByVersion3, code))).toEqual({ accesses, answers });
  });
});

const s3ByVersion2 = `
const AWS = require('aws-sdk');
const s3 = new AWS.S3();
`;

describe('S3 by version 2', () => {
  test.each([
    {
      name: 'promises, callbacks and signed addresses',
      code: `
const { Body } = await s3.getObject({ Bucket: 'files', Key: req.params.id }).promise();
const url = s3.getSignedUrl('putObject', { Bucket: 'files', Key: req.params.id });
const later = await s3.getSignedUrlPromise('getObject', { Bucket: 'files', Key: \`\${req.user.sub}/1\` });
s3.upload({ Bucket: 'files', Key: req.params.id }, (error, data) => res.json(data.Location));
res.json({ Body, url, later });
`,
      accesses: [
        'get S3 S3.getObject "files" | key Key = path id',
        'put S3 getSignedUrl PutObject "files" | key Key = path id',
        'get S3 getSignedUrl GetObject "files" | key Key = me sub ~ "/1"',
        'put S3 S3.upload "files" | key Key = path id',
      ],
      answers: ['item4 Location', '{Body: item1 Body, url: item2 url, later: item3 url}'],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(s3ByVersion2, code))).toEqual({ accesses, answers });
  });
});
