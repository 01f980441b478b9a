import rule from './authentication-without-authorization.ts';
import { testRule } from './code-rule.fixture.ts';
import { expressRoute, flaskView, pythonLambda, typescriptLambda } from './note-applications.fixture.ts';

const s3 = ['s3 = boto3.client("s3")'];
const sql = ['from models import Invoice, db', 'from sqlalchemy import select'];
const prisma = ["import { PrismaClient } from '@prisma/client';", 'const prisma = new PrismaClient();'];
const mongoose = [
  "import mongoose from 'mongoose';",
  "const Note = mongoose.model('Note', new mongoose.Schema({ owner: String, title: String }));",
];
const storage = [
  "import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';",
  "import { getSignedUrl } from '@aws-sdk/s3-request-presigner';",
  'const s3 = new S3Client({});',
];

testRule(rule, {
  vulnerable: [
    {
      name: 'a row by its primary key',
      python: flaskView(
        ['invoice = db.session.get(Invoice, note_id)  # here', 'return jsonify(total=invoice.total)'],
        sql,
      ),
      message: 'chosen',
    },
    {
      name: 'a row by a filter that names no owner, and the caller only in a log',
      python: flaskView(
        [
          'app.logger.info("%s reads %s", get_jwt_identity(), note_id)',
          'invoice = Invoice.query.filter_by(id=note_id).first_or_404()  # here',
          'return jsonify(total=invoice.total)',
        ],
        sql,
      ),
    },
    {
      name: 'a link to whatever object the query names',
      python: pythonLambda(
        [
          'params = {"Bucket": os.environ["BUCKET"], "Key": event["queryStringParameters"]["file"]}',
          'url = s3.generate_presigned_url("get_object", Params=params, ExpiresIn=60)  # here',
          'return {"statusCode": 200, "body": json.dumps({"url": url, "for": me})}',
        ],
        s3,
      ),
    },
    {
      name: 'a folder that the client names stands where the owner should',
      python: flaskView(
        [
          'body = s3.get_object(Bucket="files", Key=f"users/{user_id}/{note_id}.pdf")["Body"]  # here',
          'return body.read()',
        ],
        s3,
      ),
    },
    {
      name: 'a document by its id, in a helper',
      python: flaskView(
        ['note = load(note_id)', 'return jsonify(title=note["title"])'],
        [
          'from bson import ObjectId',
          'from pymongo import MongoClient',
          'notes = MongoClient(os.environ["MONGO_URL"])["app"]["notes"]',
          'def load(note_id):',
          '    return notes.find_one({"_id": ObjectId(note_id)})  # here',
        ],
      ),
    },
    {
      name: 'an owner in the filter that the client says',
      python: flaskView(
        [
          'found = notes.delete_one({"_id": note_id, "owner": request.args["owner"]})  # here',
          'return jsonify(deleted=found.deleted_count)',
        ],
        ['from pymongo import MongoClient', 'notes = MongoClient(os.environ["MONGO_URL"]).app.notes'],
      ),
    },
    {
      name: 'a row by its id in Prisma',
      javascript: expressRoute(
        [
          'const note = await prisma.note.findUnique({ where: { id: req.params.noteId } }); // here',
          'res.json({ title: note?.title });',
        ],
        prisma,
      ),
    },
    {
      name: 'a document that is deleted by its id',
      javascript: expressRoute(
        ['await Note.findByIdAndDelete(req.params.noteId); // here', 'res.sendStatus(204);'],
        mongoose,
      ),
    },
    {
      name: 'an object below a prefix that is the same for all',
      javascript: typescriptLambda(
        [
          "const Key = 'uploads/' + event.pathParameters?.name;",
          "const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket: 'files', Key }), { expiresIn: 60 }); // here",
          'return { statusCode: 200, body: JSON.stringify({ url, by: me }) };',
        ],
        storage,
      ),
    },
    {
      name: 'an object that is overwritten where a service class writes',
      javascript: expressRoute(
        ['await new Files(s3).keep(req.params.noteId, req.body.data);', 'res.sendStatus(204);'],
        [
          ...storage,
          'class Files {',
          '  constructor(private readonly client: S3Client) {}',
          '  async keep(name: string, data: string) {',
          "    await this.client.send(new PutObjectCommand({ Bucket: 'files', Key: name, Body: data })); // here",
          '  }',
          '}',
        ],
      ),
    },
  ],
  fine: [
    {
      name: 'a filter that names the caller',
      python: flaskView(
        [
          'invoice = Invoice.query.filter_by(id=note_id, owner_id=get_jwt_identity()).first_or_404()',
          'return jsonify(total=invoice.total)',
        ],
        sql,
      ),
    },
    {
      name: 'a row whose owner is compared before the answer',
      python: flaskView(
        [
          'invoice = db.session.get(Invoice, note_id)',
          'if invoice is None or invoice.owner_id != get_jwt_identity():',
          '    abort(404)',
          'return jsonify(total=invoice.total)',
        ],
        sql,
      ),
    },
    {
      name: 'a folder that the path names and that is compared with the caller',
      python: flaskView(
        [
          'if user_id != get_jwt_identity():',
          '    abort(403)',
          'return s3.get_object(Bucket="files", Key=f"users/{user_id}/{note_id}.pdf")["Body"].read()',
        ],
        s3,
      ),
    },
    {
      name: 'an object below the prefix of the caller',
      python: pythonLambda(
        [
          'key = me + "/" + event["pathParameters"]["name"]',
          's3.delete_object(Bucket=os.environ["BUCKET"], Key=key)',
          'return {"statusCode": 204}',
        ],
        s3,
      ),
    },
    {
      name: 'a document by its id for an administrator',
      python: flaskView(
        [
          'if get_jwt().get("role") != "admin":',
          '    abort(403)',
          'return jsonify(title=notes.find_one({"_id": note_id})["title"])',
        ],
        ['from pymongo import MongoClient', 'notes = MongoClient(os.environ["MONGO_URL"]).app.notes'],
      ),
    },
    {
      name: 'an object whose name an item of the caller holds',
      python: flaskView(
        [
          'item = table.get_item(Key={"user_id": get_jwt_identity(), "note_id": note_id})["Item"]',
          'return s3.get_object(Bucket="files", Key=item["object_key"])["Body"].read()',
        ],
        s3,
      ),
    },
    {
      name: 'the caller among the conditions of Prisma',
      javascript: expressRoute(
        [
          'const where = { id: req.params.noteId, AND: [{ team: { ownerId: req.auth.sub } }] };',
          'const note = await prisma.note.findFirst({ where });',
          'res.json({ title: note?.title });',
        ],
        prisma,
      ),
    },
    {
      name: 'a document whose owner is compared by a method',
      javascript: expressRoute(
        [
          'const note = await Note.findById(req.params.noteId);',
          'if (!note || !note.owner.equals(req.auth.sub)) return res.sendStatus(404);',
          'await note.deleteOne();',
          'res.json({ title: note.title });',
        ],
        mongoose,
      ),
    },
    {
      name: 'an object that nobody has yet, by an id of the server',
      javascript: expressRoute(
        [
          `const Key = \`\${crypto.randomUUID()}-\${req.params.noteId}\`;`,
          "await s3.send(new PutObjectCommand({ Bucket: 'files', Key, Body: req.body.data }));",
          'res.json({ Key });',
        ],
        storage,
      ),
    },
    {
      name: 'an object that nobody has yet, by a time of the server',
      python: flaskView(
        [
          'key = "%s-%s" % (int(time.time()), note_id)',
          's3.upload_fileobj(request.files["file"], "files", key)',
          'return jsonify(key=key)',
        ],
        ['import time', ...s3],
      ),
    },
    {
      name: 'a document that is made under the id that the client says',
      javascript: expressRoute(
        [
          'await Note.create({ id: req.params.noteId, owner: req.auth.sub, title: req.body.title });',
          'res.sendStatus(201);',
        ],
        mongoose,
      ),
    },
    {
      name: 'one of a fixed list of objects',
      javascript: typescriptLambda(
        [
          "const name = event.pathParameters?.name ?? '';",
          "if (!['terms.pdf', 'prices.pdf'].includes(name)) return { statusCode: 404 };",
          "const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket: 'files', Key: name }));",
          'return { statusCode: 200, body: JSON.stringify({ url, by: me }) };',
        ],
        storage,
      ),
    },
    {
      name: 'a document that is read to compare its owner before it is changed',
      javascript: expressRoute(
        [
          'const note = await Note.findById(req.params.noteId);',
          'if (!note || note.owner !== req.auth.sub) return res.sendStatus(404);',
          'note.title = req.body.title;',
          'await note.save();',
          'res.sendStatus(204);',
        ],
        mongoose,
      ),
    },
    {
      name: 'cannot be told: a statement of SQL, which is not read',
      python: flaskView(
        [
          'row = connection.execute("SELECT total FROM invoices WHERE id = %s", (note_id,)).fetchone()',
          'return jsonify(total=row[0])',
        ],
        ['from database import connection'],
      ),
    },
    {
      name: 'nobody is signed in, which is another finding',
      javascript: [
        "import express from 'express';",
        ...prisma,
        'const app = express();',
        "app.get('/notes/:id', async (req, res) => {",
        '  res.json(await prisma.note.findUnique({ where: { id: req.params.id } }));',
        '});',
      ].join('\n'),
    },
    {
      name: 'the row of the caller says whose the other one is',
      python: flaskView([
        'me = User.query.filter_by(sub=get_jwt_identity()).one()',
        'invoice = Invoice.query.get(note_id)',
        'if invoice.owner_id != me.id:',
        '    abort(403)',
        'return jsonify(title=invoice.title)',
      ]),
    },
  ],
});
