import { testRule } from './code-rule.fixture.ts';
import rule from './raw-error-returned.ts';
import { express, expressRoute, flask, flaskView } from './small-applications.fixture.ts';

/** A view that reads an own item, and what it does when that fails. */
const failing = (...handlers: string[]): string =>
  flaskView(
    '/notes/<note_id>',
    'try:',
    '    item = table.get_item(Key={"user_id": get_jwt_identity(), "note_id": note_id})["Item"]',
    ...handlers,
    'return jsonify(title=item["title"])',
  );
const catching = (...handler: string[]): string =>
  expressRoute(
    '/notes/:noteId',
    'try {',
    "  const { Item } = await db.get({ TableName: 'notes', Key: { userId: req.auth.sub, noteId: req.params.noteId } });",
    '  res.json({ title: Item.title });',
    '} catch (error) {',
    ...handler,
    '}',
  );
const errorHandler = (...body: string[]): string =>
  express('class AppError extends Error {}', 'app.use((err, req, res, next) => {', ...body, '});');

testRule(rule, {
  vulnerable: [
    {
      name: 'the text of any exception',
      python: failing('except Exception as error:', '    return {"error": str(error)}, 500  # here'),
      message: 'answered',
    },
    {
      name: 'what the store says',
      python: failing(
        'except ClientError as error:',
        '    if error.response["Error"]["Code"] == "ValidationException":',
        '        abort(400, description=f"refused: {error}")  # here',
        '    return jsonify(error=error.response["Error"]["Message"]), 500  # here',
      ),
    },
    {
      name: 'the stack',
      python: failing('except Exception:', '    return make_response(traceback.format_exc(), 500)  # here'),
    },
    {
      name: 'a handler of every error',
      python: flask(
        '@app.errorhandler(Exception)',
        'def failed(error):',
        '    return jsonify(error=repr(error)), 500  # here',
      ),
    },
    {
      name: 'an exception of the framework that carries it',
      python: `import boto3
from chalice import BadRequestError, Chalice

app = Chalice(app_name="notes")
table = boto3.resource("dynamodb").Table("notes")

def stored(item):
    try:
        table.put_item(Item=item)
    except Exception as error:
        raise BadRequestError("not stored: " + str(error))  # here

@app.route("/notes", methods=["POST"])
def add():
    stored({"note_id": "first"})
    return {}
`,
      message: 'answered',
    },
    {
      name: 'an own class that is given the words of another',
      python: flask(
        'class StoreError(Exception):',
        '    pass',
        '',
        'def load(key):',
        '    try:',
        '        return table.get_item(Key=key)["Item"]',
        '    except ClientError as error:',
        '        raise StoreError(f"not read: {error}")',
        '',
        '@app.get("/about")',
        'def about():',
        '    try:',
        '        return jsonify(text=load({"note_id": "about"})["text"])',
        '    except StoreError as error:',
        '        return jsonify(error=str(error)), 500  # here',
      ),
    },
    {
      name: 'a class of which it raises errors as well, perhaps these',
      python: flask(
        'def titled(body):',
        '    if not body.get("title"):',
        '        raise ValueError("a note wants a title")',
        '    return {"size": int(body["size"])}',
        '',
        '@app.post("/notes")',
        '@jwt_required()',
        'def add():',
        '    try:',
        '        return jsonify(titled(request.get_json()))',
        '    except ValueError as error:',
        '        return jsonify(error=str(error)), 400  # here',
      ),
      confidence: 'tentative',
    },
    {
      name: 'message and stack',
      javascript: catching('res.status(500).json({ message: error.message, stack: error.stack }); // here'),
      message: 'answered',
    },
    {
      name: 'the message of whatever is an Error',
      javascript: catching(
        "const message = error instanceof Error ? error.message : 'failed';",
        'res.status(500).json({ message }); // here',
      ),
    },
    {
      name: 'a rejected promise and a callback',
      javascript: `import AWS from 'aws-sdk';
import express from 'express';

const db = new AWS.DynamoDB.DocumentClient();
const app = express();
app.get('/about', (req, res) => {
  db.get({ TableName: 'notes', Key: { noteId: 'about' } }, (err, data) => {
    if (err) return res.status(500).json(err); // here
    res.json({ text: data.Item.text });
  });
});
app.get('/terms', async (req, res) => {
  const { Item } = await db
    .get({ TableName: 'notes', Key: { noteId: 'terms' } })
    .promise()
    .catch((reason) => res.status(500).send(String(reason))); // here
  res.json({ text: Item.text });
});
`,
    },
    {
      name: 'a handler of every error, of Express',
      javascript: errorHandler(
        'if (res.headersSent) return next(err);',
        'res.status(err.status || 500).json({ error: { message: err.message } }); // here',
      ),
    },
    {
      name: 'exceptions of Nest',
      javascript: `import { Controller, Get, InternalServerErrorException } from '@nestjs/common';
import { store } from './store.ts';

@Controller('about')
export class About {
  @Get()
  async show() {
    try {
      return { text: await store.about() };
    } catch (error) {
      throw new InternalServerErrorException(error.message); // here
    }
  }
}
`,
      message: 'raised',
    },
    {
      name: 'Fastify and Hono',
      javascript: `import Fastify from 'fastify';
import { Hono } from 'hono';

const fastify = Fastify();
fastify.setErrorHandler((error, request, reply) => {
  reply.status(500).send({ message: error.message }); // here
});
const hono = new Hono();
hono.onError((error, c) => c.text(\`failed: \${error}\`, 500)); // here
`,
    },
    {
      name: 'catch behind then',
      javascript: expressRoute(
        '/notes/:noteId',
        "db.get({ TableName: 'notes', Key: { userId: req.auth.sub } })",
        '  .then(({ Item }) => res.json({ title: Item.title }))',
        '  .catch((err) => res.status(500).json({ error: err.message })); // here',
      ),
    },
    {
      name: 'the second function of then',
      javascript: expressRoute(
        '/notes/:noteId',
        "db.get({ TableName: 'notes', Key: { userId: req.auth.sub } }).then(",
        '  ({ Item }) => res.json({ title: Item.title }),',
        '  (err) => res.status(500).json({ error: err.message }), // here',
        ');',
      ),
    },
  ],
  fine: [
    {
      name: 'a fixed sentence',
      python: failing('except ClientError:', '    log.exception("not read")', '    return {"error": "Try again"}, 503'),
    },
    {
      name: 'the code is only compared',
      python: failing(
        'except ClientError as error:',
        '    if error.response["Error"]["Code"] == "ResourceNotFoundException":',
        '        abort(404)',
        '    raise',
      ),
    },
    {
      name: 'own errors with own words',
      python: flask(
        'class NoteError(Exception):',
        '    pass',
        'class TooLong(NoteError):',
        '    pass',
        '',
        'def titled(body):',
        '    if len(body["title"]) > 100:',
        '        raise TooLong(f"{body[\'title\']} is too long")',
        '    return body["title"]',
        '',
        '@app.post("/notes")',
        '@jwt_required()',
        'def add():',
        '    try:',
        '        return jsonify(title=titled(request.get_json()))',
        '    except (TooLong, NoteError) as error:',
        '        return jsonify(error=str(error)), 400',
        '',
        '@app.errorhandler(NoteError)',
        'def refused(error):',
        '    return jsonify(error=str(error)), 400',
      ),
    },
    {
      name: 'what is wrong with the request',
      python: `from flask import Flask, jsonify, request
from marshmallow import Schema, ValidationError, fields

app = Flask(__name__)

class Note(Schema):
    title = fields.Str(required=True)

@app.post("/notes")
def add():
    try:
        note = Note().load(request.get_json())
    except ValidationError as error:
        return jsonify(errors=error.messages), 422
    return jsonify(title=note["title"]), 201

@app.errorhandler(404)
def missing(error):
    return jsonify(error=str(error)), 404
`,
    },
    {
      name: 'it goes to the log',
      javascript: catching('console.error(error);', "res.status(500).json({ error: 'failed' });"),
    },
    { name: 'it goes to who handles it', javascript: catching('throw error;') },
    {
      name: 'only own errors are told',
      javascript: errorHandler(
        'if (err instanceof AppError) return res.status(400).json({ message: err.message });',
        "res.status(500).json({ message: 'failed' });",
      ),
    },
    {
      name: 'only what is said to be for the caller',
      javascript: errorHandler("res.status(500).json({ message: err.expose ? err.message : 'failed' });"),
    },
    {
      name: 'not what the server is to blame for',
      javascript: errorHandler(
        'const status = err.status ?? 500;',
        "if (status >= 500) return res.status(500).json({ message: 'failed' });",
        'res.status(status).json({ message: err.message });',
      ),
    },
    {
      name: 'only for developers',
      javascript: errorHandler(
        "const isDevelopment = process.env.NODE_ENV === 'development';",
        "res.status(500).json({ message: 'failed', ...(isDevelopment ? { stack: err.stack } : {}) });",
      ),
    },
    {
      name: 'what a schema says',
      javascript: catching(
        "if (error.name === 'ZodError') return res.status(400).json({ issues: error.issues });",
        "res.status(500).json({ error: 'failed' });",
      ),
    },
    {
      name: 'catch behind then with words of its own',
      javascript: expressRoute(
        '/notes/:noteId',
        "db.get({ TableName: 'notes', Key: { userId: req.auth.sub } })",
        '  .then(({ Item }) => res.json({ title: Item.title }))',
        "  .catch(() => res.status(500).json({ error: 'not now' }));",
      ),
    },
  ],
});
