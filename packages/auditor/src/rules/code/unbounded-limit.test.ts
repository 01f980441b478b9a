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
  ],
});
