import { testRule } from './code-rule.fixture.ts';
import { expressRoute, flaskView } from './small-applications.fixture.ts';
import rule from './unbounded-limit.ts';

const query = 'table.query(KeyConditionExpression=Key("user_id").eq(get_jwt_identity()), Limit=limit)["Items"]';
/** A view that reads a page of the caller's own, and what it makes of the limit before. */
const page = (...before: string[]): string =>
  flaskView('/notes', ...before, `items = ${query}`, 'return jsonify([i["title"] for i in items])');
const badPage = (...before: string[]): string =>
  page(...before).replace(`items = ${query}`, `items = ${query}  # here`);

const send = (limit: string): string =>
  `const { Items } = await db.query({ TableName: 'notes', KeyConditionExpression: 'userId = :me', ExpressionAttributeValues: { ':me': req.auth.sub }, Limit: ${limit} });`;
const list = (limit: string, ...before: string[]): string =>
  expressRoute('/notes', ...before, send(limit), 'res.json(Items.map(({ title }) => title));');
const badList = (limit: string, ...before: string[]): string =>
  list(limit, ...before).replace(/ \}\);$/m, ' }); // here');

testRule(rule, {
  vulnerable: [
    {
      name: 'a number of the query',
      python: badPage('limit = int(request.args.get("limit", 20))'),
      message: 'unbounded',
    },
    { name: 'only a lower bound', python: badPage('limit = max(1, request.args.get("limit", 20, type=int))') },
    {
      name: 'only a lower bound that leaves',
      python: badPage('limit = int(request.args["limit"])', 'if limit < 1:', '    abort(400)'),
    },
    {
      name: 'an argument that is there or not',
      python: flaskView(
        '/notes',
        'options = {}',
        'if "limit" in request.args:',
        '    options["Limit"] = int(request.args["limit"])',
        'found = table.query(KeyConditionExpression=Key("user_id").eq(get_jwt_identity()), **options)  # here',
        'return jsonify([item["title"] for item in found["Items"]])',
      ),
    },
    {
      name: 'a parameter of FastAPI with a lower bound, below a helper',
      python: `from typing import Annotated
import boto3
from boto3.dynamodb.conditions import Key
from fastapi import Depends, FastAPI, Query
from auth import current_user

app = FastAPI()
table = boto3.resource("dynamodb").Table("notes")

def read(owner, size):
    return table.query(KeyConditionExpression=Key("user_id").eq(owner), Limit=size)["Items"]  # here

@app.get("/notes")
def notes(limit: Annotated[int, Query(ge=1)] = 20, user=Depends(current_user)):
    return [item["title"] for item in read(user.id, limit)]
`,
    },
    { name: 'a number or a usual one', javascript: badList('Number(req.query.limit) || 20') },
    {
      name: 'a schema without a maximum',
      javascript: badList(
        'limit',
        'const { limit } = z.object({ limit: z.coerce.number().int().min(1).default(20) }).parse(req.query);',
      ).replace("'express';", "'express';\nimport { z } from 'zod';"),
    },
    { name: 'a size of the body', javascript: badList('req.body.page.size') },
    {
      name: 'not kept small: max(100, size)',
      python: flaskView(
        '/notes/<note_id>',
        'size = request.args.get("size", type=int)',
        'found = table.query(KeyConditionExpression=Key("user_id").eq(get_jwt_identity()), Limit=max(100, size))  # here',
        'return jsonify([note["title"] for note in found["Items"]])',
      ),
    },
    {
      name: 'not kept small: min(size, int(request.args["most"]))',
      python: flaskView(
        '/notes/<note_id>',
        'size = request.args.get("size", type=int)',
        'found = table.query(KeyConditionExpression=Key("user_id").eq(get_jwt_identity()), Limit=min(size, int(request.args["most"])))  # here',
        'return jsonify([note["title"] for note in found["Items"]])',
      ),
    },
    {
      name: 'not kept small: max(min(100, size), int(request.args["least"]))',
      python: flaskView(
        '/notes/<note_id>',
        'size = request.args.get("size", type=int)',
        'found = table.query(KeyConditionExpression=Key("user_id").eq(get_jwt_identity()), Limit=max(min(100, size), int(request.args["least"])))  # here',
        'return jsonify([note["title"] for note in found["Items"]])',
      ),
    },
    {
      name: 'only not too small',
      javascript: expressRoute(
        '/notes/:noteId',
        "const { Items } = await db.query({ TableName: 'notes', KeyConditionExpression: 'userId = :me', Limit: Math.max(1, Number(req.query.size)), ExpressionAttributeValues: { ':me': req.auth.sub } }); // here",
        'res.json(Items.map((note) => note.title));',
      ),
    },
    {
      name: 'all items of a paginator',
      python: flaskView(
        '/notes/<note_id>',
        'pages = client.get_paginator("query").paginate(TableName="notes", KeyConditionExpression="user_id = :me", ExpressionAttributeValues={":me": {"S": get_jwt_identity()}}, PaginationConfig={"MaxItems": int(request.args["size"])})  # here',
        'return jsonify([note["title"]["S"] for page in pages for note in page["Items"]])',
      ),
    },
  ],
  fine: [
    { name: 'a fixed number', python: page('limit = int(os.environ.get("PAGE_SIZE", "20"))') },
    { name: 'the smaller one', python: page('limit = min(int(request.args.get("limit", 20)), 100)') },
    {
      name: 'cut down',
      python: page('limit = request.args.get("limit", default=20, type=int)', 'if limit > 100:', '    limit = 100'),
    },
    {
      name: 'refused',
      python: page('limit = int(request.args["limit"])', 'if not 1 <= limit <= 100:', '    abort(400)'),
    },
    {
      name: 'one of a list',
      python: page('limit = int(request.args["limit"])', 'if limit not in (10, 20, 50):', '    abort(400)'),
    },
    {
      name: 'a parameter of FastAPI with an upper bound',
      python: `import boto3
from boto3.dynamodb.conditions import Key
from fastapi import Depends, FastAPI, Query
from auth import current_user

app = FastAPI()
table = boto3.resource("dynamodb").Table("notes")

@app.get("/notes")
def notes(limit: int = Query(20, ge=1, le=100), user=Depends(current_user)):
    found = table.query(KeyConditionExpression=Key("user_id").eq(user.id), Limit=limit)
    return [item["title"] for item in found["Items"]]
`,
    },
    { name: 'the smaller one, of JavaScript', javascript: list('Math.min(Number(req.query.limit ?? 20), 100)') },
    { name: 'a choice', javascript: list('req.query.limit > 100 ? 100 : Number(req.query.limit)') },
    {
      name: 'a schema with a maximum',
      javascript: list(
        'limit',
        'const { limit } = z.object({ limit: z.coerce.number().int().max(100).default(20) }).parse(req.query);',
      ).replace("'express';", "'express';\nimport { z } from 'zod';"),
    },
    {
      name: 'refused, of JavaScript',
      javascript: list(
        'limit',
        'const limit = Number(req.query.limit);',
        'if (Number.isNaN(limit) || limit > 100) return res.sendStatus(400);',
      ),
    },
    {
      name: 'a size that a table in the code gives',
      python: flaskView(
        '/notes/<note_id>',
        'sizes = {"small": 10, "large": 100}',
        'found = table.query(KeyConditionExpression=Key("user_id").eq(get_jwt_identity()), Limit=sizes[request.args["size"]])',
        'return jsonify([note["title"] for note in found["Items"]])',
      ),
    },
    {
      name: 'kept small: max(1, min(100, size))',
      python: flaskView(
        '/notes/<note_id>',
        'MOST = int(os.environ["MOST"])',
        'size = request.args.get("size", type=int)',
        'found = table.query(KeyConditionExpression=Key("user_id").eq(get_jwt_identity()), Limit=max(1, min(100, size)))',
        'return jsonify([note["title"] for note in found["Items"]])',
      ),
    },
    {
      name: 'kept small: size % 100',
      python: flaskView(
        '/notes/<note_id>',
        'MOST = int(os.environ["MOST"])',
        'size = request.args.get("size", type=int)',
        'found = table.query(KeyConditionExpression=Key("user_id").eq(get_jwt_identity()), Limit=size % 100)',
        'return jsonify([note["title"] for note in found["Items"]])',
      ),
    },
    {
      name: 'kept small: min(size, MOST) + 1',
      python: flaskView(
        '/notes/<note_id>',
        'MOST = int(os.environ["MOST"])',
        'size = request.args.get("size", type=int)',
        'found = table.query(KeyConditionExpression=Key("user_id").eq(get_jwt_identity()), Limit=min(size, MOST) + 1)',
        'return jsonify([note["title"] for note in found["Items"]])',
      ),
    },
    {
      name: 'between two numbers',
      javascript: expressRoute(
        '/notes/:noteId',
        'const [least, most] = [1, 100];',
        "const { Items } = await db.query({ TableName: 'notes', KeyConditionExpression: 'userId = :me', Limit: Math.max(least, Math.min(most, Number(req.query.size))), ExpressionAttributeValues: { ':me': req.auth.sub } });",
        'res.json(Items.map((note) => note.title));',
      ),
    },
    {
      name: 'a paginator that is kept small',
      python: flaskView(
        '/notes/<note_id>',
        'pages = client.get_paginator("query").paginate(TableName="notes", KeyConditionExpression="user_id = :me", ExpressionAttributeValues={":me": {"S": get_jwt_identity()}}, PaginationConfig={"MaxItems": min(50, int(request.args["size"]))})',
        'return jsonify([note["title"]["S"] for page in pages for note in page["Items"]])',
      ),
    },
  ],
});
