import { testRule } from './code-rule.fixture.ts';
import rule from './foreign-key-read.ts';

const flask = `import boto3, hmac
from flask import Flask, abort, g, jsonify, request
from flask_jwt_extended import get_jwt, get_jwt_identity, jwt_required
from boto3.dynamodb.conditions import Key

app = Flask(__name__)
table = boto3.resource("dynamodb").Table("notes")
`;
/** A view of one path with a body. */
const view = (...body: string[]): string =>
  [flask, '@app.get("/users/<user_id>/notes/<note_id>")', '@jwt_required()', 'def show(user_id, note_id):']
    .concat(body.map((line) => `    ${line}`))
    .join('\n');
const answer = 'return jsonify(title=item["title"])';

const express = `import express from 'express';
import { expressjwt } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocument.from(new DynamoDBClient({}));
const app = express();
app.use(expressjwt({ secret: process.env.SECRET, algorithms: ['HS256'] }));
`;
const route = (...body: string[]): string =>
  [express, "app.get('/users/:userId/notes/:noteId', async (req, res) => {", ...body, '});'].join('\n');
const reply = 'res.json({ title: Item.title });';

testRule(rule, {
  vulnerable: [
    {
      name: 'a key of the path',
      python: view('item = table.get_item(Key={"note_id": note_id})["Item"]  # here', answer),
      message: 'chosen',
    },
    {
      name: 'a part of a key',
      python: view('item = table.get_item(Key={"pk": f"USER#{user_id}", "sk": note_id})["Item"]  # here', answer),
    },
    {
      name: 'a check of the wrong value',
      python: view(
        'if note_id != get_jwt_identity():',
        '    abort(403)',
        'item = table.query(KeyConditionExpression=Key("user_id").eq(user_id))["Items"][0]  # here',
        answer,
      ),
    },
    {
      name: 'a check on one of two ways',
      python: view(
        'item = table.get_item(Key={"note_id": note_id})["Item"]  # here',
        'if request.args.get("full"):',
        '    if item["owner"] != get_jwt_identity():',
        '        abort(403)',
        answer,
      ),
    },
    {
      name: 'a choice between the caller and the path',
      javascript: route(
        'const userId = req.query.all ? req.params.userId : req.auth.sub;',
        "const { Item } = await db.get({ TableName: 'notes', Key: { userId, noteId: 'n' } }); // here",
        reply,
      ),
    },
    {
      name: 'the organisation of a profile that the client names',
      python: view(
        'get_jwt_identity()',
        'them = table.get_item(Key={"user_id": user_id})["Item"]  # here',
        'item = table.get_item(Key={"note_id": note_id})["Item"]  # here',
        'if item["org_id"] != them["org_id"]:',
        '    abort(403)',
        'return jsonify(title=item["title"], name=them["name"])',
      ),
    },
    {
      name: 'an unseen function that asks of the caller alone',
      javascript: route(
        "const { assertCanRead } = require('own-access');",
        'await assertCanRead(req.auth.sub);',
        "const { Item } = await db.get({ TableName: 'notes', Key: { noteId: req.params.noteId } }); // here",
        'res.json({ title: Item.title });',
      ),
    },
  ],
  fine: [
    {
      name: 'the session of a cookie, what belongs to its user, and what is compared with the user',
      python: `${flask}
@app.get("/notes/<note_id>")
def show(note_id):
    session = table.get_item(Key={"sid": request.cookies.get("sid")}).get("Item")
    if session is None:
        abort(401)
    own = table.get_item(Key={"user_id": session["user_id"]})["Item"]
    item = table.get_item(Key={"note_id": note_id})["Item"]
    if item["owner"] != session["user_id"]:
        abort(404)
    return jsonify(expires=session["expires"], name=own["name"], title=item["title"])
`,
    },
    {
      name: 'the key is the caller',
      python: view('item = table.get_item(Key={"user_id": get_jwt_identity(), "note_id": note_id})["Item"]', answer),
    },
    {
      name: 'the path is compared with the caller',
      python: view(
        'if not hmac.compare_digest(user_id, get_jwt_identity()):',
        '    abort(403)',
        'item = table.get_item(Key={"user_id": user_id, "note_id": note_id})["Item"]',
        answer,
      ),
    },
    {
      name: 'owner or administrator',
      python: view(
        'item = table.get_item(Key={"note_id": note_id})["Item"]',
        'if item["owner"] != get_jwt_identity() and get_jwt()["role"] != "admin":',
        '    abort(403)',
        answer,
      ),
    },
    {
      name: 'nothing of the item is answered',
      python: view('table.get_item(Key={"note_id": note_id})', 'return "", 204'),
    },
    {
      name: 'a member of what is named',
      javascript: route(
        "const found = await db.get({ TableName: 'members', Key: { noteId: req.params.noteId, userId: req.auth.sub } });",
        'if (!found.Item) return res.sendStatus(404);',
        "const { Item } = await db.get({ TableName: 'notes', Key: { noteId: req.params.noteId } });",
        reply,
      ),
    },
    {
      name: 'the organisation of the own profile',
      python: view(
        'me = table.get_item(Key={"user_id": get_jwt_identity()})["Item"]',
        'item = table.get_item(Key={"note_id": note_id})["Item"]',
        'if item["org_id"] != me["org_id"]:',
        '    abort(403)',
        'return jsonify(title=item["title"])',
      ),
    },
    {
      name: 'one of the projects in the own profile',
      javascript: route(
        "const { Item: me } = await db.get({ TableName: 'users', Key: { userId: req.auth.sub } });",
        "const { Item } = await db.get({ TableName: 'notes', Key: { noteId: req.params.noteId } });",
        'if (!me.projects.includes(Item.project)) return res.status(403).end();',
        'res.json({ title: Item.title });',
      ),
    },
    {
      name: 'an unseen function that asks whether the caller may',
      javascript: route(
        "const { assertCanRead } = require('own-access');",
        'await assertCanRead(req.auth.sub, req.params.noteId);',
        "const { Item } = await db.get({ TableName: 'notes', Key: { noteId: req.params.noteId } });",
        'res.json({ title: Item.title });',
      ),
    },
  ],
});
