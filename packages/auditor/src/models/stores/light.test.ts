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

const mongoDBByItsDriver = `
import { MongoClient, ObjectId } from 'mongodb';
const notes = new MongoClient(url).db('app').collection('notes');
`;

describe('MongoDB by its driver', () => {
  test.each([
    {
      name: 'one document, with and without whose it is',
      code: `
const any = await notes.findOne({ _id: new ObjectId(req.params.id) });
const own = await notes.findOne({ $and: [{ _id: new ObjectId(req.params.id) }, { owner: req.user.sub }] });
res.json([any, own]);
`,
      accesses: [
        'get MongoDB Collection.findOne "notes" | key _id = path id',
        'get MongoDB Collection.findOne "notes" | key _id = path id, owner = me sub',
      ],
      answers: ['[item1 Item, item2 Item]'],
    },
    {
      name: 'lists by a category, by the caller, by ids',
      code: `
const open = await notes.find({ category: req.query.category }).sort({ day: 1 }).limit(10).toArray();
await notes.find({ owner: req.user.sub, category: req.query.category }).toArray();
await notes.find({ _id: { $in: req.body.ids } }).toArray();
res.json(open);
`,
      accesses: [
        'query MongoDB Collection.find "notes" | filter category = query category',
        'query MongoDB Collection.find "notes" | key owner = me sub | filter category = query category',
        'query MongoDB Collection.find "notes" | key _id = body ids',
      ],
      answers: ['item1 Items'],
    },
    {
      name: 'writes',
      code: `
await notes.updateOne({ _id: req.params.id, $or: [{ owner: req.user.sub }, { editors: req.user.sub }] }, { $set: { title: req.body.title } });
await notes.updateOne({ _id: req.params.id, $or: [{ owner: req.user.sub }, { public: true }], locked: { $ne: true } }, { $set: req.body });
await notes.deleteOne({ _id: req.params.id });
await notes.insertOne({ ...req.body, owner: req.user.sub });
`,
      accesses: [
        'update MongoDB Collection.updateOne "notes" | key _id = path id, owner = me sub, editors = me sub | item {$set: {title: body title}}',
        'update MongoDB Collection.updateOne "notes" | key _id = path id, locked <> true | item {$set: body *}',
        'delete MongoDB Collection.deleteOne "notes" | key _id = path id',
        'put MongoDB Collection.insertOne "notes" | item {owner: me sub, ...body *}',
      ],
      answers: [],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(mongoDBByItsDriver, code))).toEqual({ accesses, answers });
  });
});

const mongoDBByMongoose = `
import mongoose, { Schema } from 'mongoose';
const Note = mongoose.models.Note || mongoose.model('Note', new Schema({ title: String }));
`;

describe('MongoDB by Mongoose', () => {
  test.each([
    {
      name: 'one document and what is chosen of it',
      code: `
const note = await Note.findById(req.params.id).lean();
const some = await Note.findOne({ slug: req.query.slug }).select('title text').exec();
const most = await Note.findOne({ slug: req.query.slug }).select('-password');
res.json(note);
res.json(some);
res.json(most);
`,
      accesses: [
        'get MongoDB Model.findById "Note" | key _id = path id',
        'get MongoDB Model.findOne "Note" | key slug = query slug',
        'get MongoDB Model.findOne "Note" | key slug = query slug',
      ],
      answers: ['item1 Item', 'item2 Item (picked)', 'item3 Item'],
    },
    {
      name: 'changes',
      code: `
const changed = await Note.findByIdAndUpdate(req.params.id, { title: req.body.title }, { new: true });
await Note.findOneAndUpdate({ _id: req.params.id, owner: req.user.sub }, req.body);
await Note.findByIdAndDelete(req.params.id);
await Note.create({ owner: req.user.sub });
await new Note({ title: req.body.title }).save();
res.json(changed);
`,
      accesses: [
        'update MongoDB Model.findByIdAndUpdate "Note" | key _id = path id | item {title: body title}',
        'update MongoDB Model.findOneAndUpdate "Note" | key _id = path id, owner = me sub | item body *',
        'delete MongoDB Model.findByIdAndDelete "Note" | key _id = path id',
        'put MongoDB Model.create "Note" | item {owner: me sub}',
        'put MongoDB Item.save "Note" | item {title: body title}',
      ],
      answers: ['item1 Attributes'],
    },
    {
      name: 'a document that is checked, changed and saved',
      code: `
const note = await Note.findById(req.params.id);
if (String(note.owner) !== req.user.sub) return res.json({});
note.title = req.body.title;
await note.save();
res.json(note.toObject());
`,
      accesses: [
        'get MongoDB Model.findById "Note" | key _id = path id',
        'update MongoDB Item.save "Note" | key _id = path id | item {title: body title}',
      ],
      answers: ['{}', '{title: body title, ...item1 Item}'],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(mongoDBByMongoose, code))).toEqual({ accesses, answers });
  });
});

const mongooseThatCannotBeSeen = `
import { Note } from '@acme/models';
import { service } from '@acme/services';
class Notes {
  constructor(private readonly model) {}
  find(id) { return this.model.findById(id).exec(); }
}
const notes = new Notes();
`;

describe('Mongoose that cannot be seen', () => {
  test.each([
    {
      name: 'a model by its name, by its methods, and a service',
      code: `
const [one, two] = [await Note.findOne({ _id: req.params.id }), await notes.find(req.params.id)];
const three = await service.findOne(req.params.id);
res.json([one, two, three]);
`,
      accesses: ['get MongoDB Model.findOne | key _id = path id', 'get MongoDB Model.findById | key _id = path id'],
      answers: ['[item1 Item, item2 Item, path id]'],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(mongooseThatCannotBeSeen, code))).toEqual({ accesses, answers });
  });
});

const sQLByPrisma = `
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
`;

describe('SQL by Prisma', () => {
  test.each([
    {
      name: 'one row, with and without whose it is',
      code: `
const any = await prisma.note.findUnique({ where: { id: Number(req.params.id) } });
const own = await prisma.note.findFirst({ where: { id: req.params.id, AND: [{ ownerId: req.user.id }] }, select: { title: true } });
res.json([any, own]);
`,
      accesses: [
        'get SQL Prisma.findUnique "note" | key id = path id',
        'get SQL Prisma.findFirst "note" | key id = path id, ownerId = me id | projected yes',
      ],
      answers: ['[item1 Item, item2 Item]'],
    },
    {
      name: 'lists',
      code: `
const open = await prisma.note.findMany({ where: { status: req.query.status } });
await prisma.note.findMany({ where: { author: { id: req.user.id }, status: req.query.status } });
await prisma.note.findMany({ where: { OR: [{ userId: req.params.id }, { public: true }] } });
await prisma.note.findMany({ where: { userId: { in: req.body.ids } } });
res.json(open);
`,
      accesses: [
        'query SQL Prisma.findMany "note" | filter status = query status',
        'query SQL Prisma.findMany "note" | key author.id = me id | filter status = query status',
        'query SQL Prisma.findMany "note"',
        'query SQL Prisma.findMany "note" | key userId = body ids',
      ],
      answers: ['item1 Items'],
    },
    {
      name: 'writes',
      code: `
await prisma.note.update({ where: { id: req.params.id }, data: { title: req.body.title } });
await prisma.note.delete({ where: { userId_id: { userId: req.user.id, id: req.params.id } } });
await prisma.note.create({ data: { ...req.body, ownerId: req.user.id } });
`,
      accesses: [
        'update SQL Prisma.update "note" | key id = path id | item {title: body title}',
        'delete SQL Prisma.delete "note" | key userId_id.userId = me id, userId_id.id = path id',
        'put SQL Prisma.create "note" | item {ownerId: me id, ...body *}',
      ],
      answers: [],
    },
    {
      name: 'transactions',
      code: `
await prisma.$transaction([prisma.note.delete({ where: { id: req.params.id } })]);
await prisma.$transaction(async (tx) => tx.note.update({ where: { id: req.params.id }, data: { title: 'x' } }));
`,
      accesses: [
        'delete SQL Prisma.delete "note" | key id = path id',
        'update SQL Prisma.update "note" | key id = path id | item {title: "x"}',
      ],
      answers: [],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(sQLByPrisma, code))).toEqual({ accesses, answers });
  });
});

const sQLByOthers = `
import { Note } from './models/note';
import { notes } from './repositories';
`;

describe('SQL by others', () => {
  test.each([
    {
      name: 'Sequelize and TypeORM',
      code: `
await Note.findByPk(req.params.id);
await Note.findOne({ where: { id: req.params.id, owner: req.user.sub } });
await Note.destroy({ where: { id: req.params.id } });
await notes.findOneBy({ id: req.params.id });
await notes.findOne({ where: { id: req.params.id } });
await notes.findAll();
`,
      accesses: [
        'get SQL Model.findByPk "Note" | key id = path id',
        'get SQL Model.findOne "Note" | key id = path id, owner = me sub',
        'delete SQL Model.destroy "Note" | key id = path id',
        'get SQL Model.findOneBy "notes" | key id = path id',
        'get SQL Model.findOne "notes" | key id = path id',
      ],
      answers: [],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(sQLByOthers, code))).toEqual({ accesses, answers });
  });
});
