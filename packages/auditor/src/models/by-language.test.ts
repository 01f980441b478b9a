import { expect, test } from 'vitest';
import { auditCode } from '../audit.ts';

type Row = [what: string, path: string, text: string, found: readonly string[]];

const flask = (decorator: string) => `
import boto3
from flask import Flask, jsonify
from guards import ${decorator}
app = Flask(__name__)
table = boto3.resource('dynamodb').Table('notes')


@app.get('/notes/<note_id>')
@${decorator}
def show(note_id):
    return jsonify(text=table.get_item(Key={'id': note_id})['Item']['text'])
`;

const express = (middleware: string) => `
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
import express from 'express';
import { ${middleware} } from './guards';
const app = express();
const documents = DynamoDBDocument.from(client);
app.get('/notes/:noteId', ${middleware}, async (req, res) => {
  const { Item } = await documents.get({ TableName: 'notes', Key: { id: req.params.noteId } });
  res.json({ text: Item.text });
});
`;

const toolbox = `
import { Table } from 'dynamodb-toolbox';
import express from 'express';
import { requireAuth } from './guards';
const notes = new Table({ name: 'notes', partitionKey: 'pk', indexes: { byState: { partitionKey: 'state' } } });
const app = express();
app.get('/notes', requireAuth, async (req, res) => {
  const page = await notes.query(req.query.state, { index: 'byState' });
  res.json(page.Items.map(({ text }) => ({ text })));
});
`;

test.each<Row>([
  ['a name that means something in Python', 'app.py', flask('validate_note_request'), ['code/foreign-key-read']],
  ['the same name in JavaScript', 'app.js', express('validateNoteRequest'), ['code/missing-authentication']],
  ['a name that means something in JavaScript', 'app.js', express('must_be_signed_in'), ['code/foreign-key-read']],
  ['the same name in Python', 'app.py', flask('must_be_signed_in'), ['code/missing-authentication']],
  ['a table that is not of boto3', 'app.ts', toolbox, ['code/index-without-owner']],
])('each language has models of its own: %s', async (_, path, text, found) => {
  const { hits } = await auditCode([{ path, text }]);
  expect(hits.map(({ rule }) => rule.id)).toEqual(found);
});
