import { expect, test } from 'vitest';
import { auditedPython } from '../python/run-python.fixture.ts';

async function outcomeOf(
  imports: string,
  code: string,
): Promise<{ accesses: readonly string[]; answers: readonly string[] }> {
  const [route] = await auditedPython(`
import boto3
from flask import Flask, request
from flask_jwt_extended import get_jwt_identity, jwt_required
${imports.trim()}
app = Flask(__name__)

@app.get('/<id>')
async def handle(id):
    me = get_jwt_identity()
    ${code.trim().replaceAll('\n', '\n    ')}
`);
  return { accesses: route?.accesses ?? [], answers: route?.answers ?? [] };
}

const s3 = "s3 = boto3.client('s3')\nbuckets = boto3.resource('s3')\nother = boto3.client('kms')";

test.each([
  ["s3.get_object(Bucket='files', Key=id)", 'S3 get_object: Key = path id'],
  ["s3.get_object(Bucket='files', Key=f'{me}/{id}')", 'S3 get_object: Key = identity * + path id'],
  ["s3.put_object(Bucket='files', Key=id, Body=b'')", 'S3 put_object: Key = path id'],
  ["s3.delete_object(Bucket='files', Key='a')", 'S3 delete_object: Key = "a"'],
  ["s3.download_fileobj('files', id, target)", 'S3 download_fileobj: Key = path id'],
  ["s3.upload_file('/tmp/a', 'files', id)", 'S3 upload_file: Key = path id'],
  [
    "s3.generate_presigned_url('get_object', Params={'Bucket': 'files', 'Key': id}, ExpiresIn=60)",
    'S3 generate_presigned_url get_object: Key = path id',
  ],
  [
    "s3.generate_presigned_url(ClientMethod='put_object', Params={'Bucket': 'files', 'Key': id})",
    'S3 generate_presigned_url put_object: Key = path id',
  ],
  ["s3.generate_presigned_post('files', id)", 'S3 generate_presigned_post: Key = path id'],
  ["buckets.Object('files', id).get()", 'S3 Object.get: Key = path id'],
  ["buckets.Bucket('files').Object(id).delete()", 'S3 Object.delete: Key = path id'],
])('%s', async (code, access) => {
  expect((await outcomeOf(s3, code)).accesses).toEqual([access]);
});

test.each([
  'other.get_object(KeyId=id)',
  's3.list_buckets()',
  "s3.generate_presigned_url('list_objects', Params={'Bucket': id})",
])('%s is about no object', async (code) => {
  expect((await outcomeOf(s3, code)).accesses).toEqual([]);
});

const mongo = `
from bson import ObjectId
from flask_pymongo import PyMongo
from pymongo import MongoClient
from .db import unseen
orders = MongoClient()['shop']['orders']
database = MongoClient().shop
mongo = PyMongo()`;

test.each([
  ["orders.find_one({'_id': ObjectId(id)})", 'MongoDB find_one: _id = path id'],
  ["orders.find_one({'_id': ObjectId(id), 'owner': me})", 'MongoDB find_one: _id = path id, owner = identity *'],
  ["orders.find_one({'$and': [{'_id': id}, {'owner': me}]})", 'MongoDB find_one: _id = path id, owner = identity *'],
  ['orders.find_one(id)', 'MongoDB find_one: _id = path id'],
  ['orders.find_one(filter=request.json)', 'MongoDB find_one: _id = body *'],
  ["database.orders.delete_one({'_id': id})", 'MongoDB delete_one: _id = path id'],
  ["mongo.db.orders.find_one_or_404({'_id': id})", 'MongoDB find_one_or_404: _id = path id'],
  ["unseen.update_one({'_id': id}, {'$set': request.json})", 'MongoDB update_one: _id = path id with {$set: body *}'],
  ["unseen.insert_one({'owner': me})", 'MongoDB insert_one: with {owner: identity *}'],
  ["orders.find({'owner': id})", 'MongoDB find: owner = path id'],
  ['orders.find()', 'MongoDB find: '],
])('%s', async (code, access) => {
  expect((await outcomeOf(mongo, code)).accesses).toEqual([access]);
});

test('a text has a find as well', async () => {
  expect((await outcomeOf(mongo, "'a'.find(id)\nid.find('a')\nunseen.find(id)")).accesses).toEqual([]);
});

const sql = `
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import Session, sessionmaker
from .db import unseen_db, unseen_session
from .models import Unseen
db = SQLAlchemy()
make = sessionmaker()
class Order(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner = db.Column(db.String)`;

test.each([
  ['db.session.get(Order, id)', 'SQL session.get: id = path id'],
  ['make().get(Order, id)', 'SQL session.get: id = path id'],
  ['unseen_session.get(Unseen, id)', 'SQL session.get: id = path id'],
  ['db.get_or_404(Order, id)', 'SQL session.get_or_404: id = path id'],
  ['Order.query.get(id)', 'SQL query.get: id = path id'],
  ['Order.query.get_or_404(id)', 'SQL query.get_or_404: id = path id'],
  ['db.session.query(Order).get(id)', 'SQL query.get: id = path id'],
  ['Order.query.filter_by(id=id, owner=me).first()', 'SQL filter_by.first: id = path id, owner = identity *'],
  ['unseen_db.session.query(Unseen).filter_by(id=id).one()', 'SQL filter_by.one: id = path id'],
  ['unseen_db.session.query(Unseen).filter(Unseen.id == id).one()', 'SQL where.one: id = path id'],
  ['db.session.query(Order).filter(Order.id == id).first()', 'SQL where.first:  = path id'],
  ['unseen_db.session.scalar(select(Unseen).where(Unseen.owner == me))', 'SQL where.scalar: owner = identity *'],
  [
    'unseen_db.session.execute(select(Unseen).where(Unseen.id == id, Unseen.owner == me)).scalar_one_or_none()',
    'SQL where.scalar_one_or_none: id = path id, owner = identity *',
  ],
])('%s', async (code, access) => {
  expect((await outcomeOf(sql, code)).accesses).toEqual([access]);
});

test('a session of HTTP has a get as well', async () => {
  const imports = `${sql}\nimport requests\nsession = requests.Session()`;
  expect((await outcomeOf(imports, "session.get('https://example.com', id)\nrequests.get(id)")).accesses).toEqual([]);
});

test.each([
  ["orders.find_one({'_id': id})", mongo, 'item1 Item.text'],
  ['Order.query.get(id)', sql, 'item1 Item.text'],
])('what %s gives', async (code, imports, answer) => {
  const text = code.startsWith('Order') ? `return ${code}.text` : `return ${code}['text']`;
  expect((await outcomeOf(imports, text)).answers).toEqual([answer]);
});

test('aioboto3 is boto3 with another way in', async () => {
  const { accesses, answers } = await outcomeOf(
    'import aioboto3\nsession = aioboto3.Session()',
    `
async with session.resource('dynamodb', region_name='eu-west-1') as dynamodb:
    table = await dynamodb.Table('notes')
    answer = await table.get_item(Key={'id': id})
async with session.client('dynamodb') as client:
    await client.delete_item(TableName='notes', Key={'id': {'S': id}})
    await client.transact_write_items(TransactItems=[{'Put': {'TableName': 'notes', 'Item': {'id': {'S': me}}}}, {'Delete': {'TableName': 'notes', 'Key': {'id': {'S': id}}}}])
return answer['Item']
`,
  );
  expect({ accesses, answers }).toEqual({
    accesses: [
      'DynamoDB Table.get_item: id = path id',
      'DynamoDB delete_item: id = path id',
      'DynamoDB transact_write_items: with {id: identity *}',
      'DynamoDB transact_write_items: id = path id',
    ],
    answers: ['item1 Item'],
  });
});
