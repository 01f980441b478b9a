import { describe, expect, test } from 'vitest';
import { inHandler, runStore } from './run-store.fixture.ts';

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
