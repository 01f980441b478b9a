import { testRule } from './code-rule.fixture.ts';
import rule from './missing-authentication.ts';
import { express, expressRoute, flask, flaskView } from './small-applications.fixture.ts';

const show = [
  'def show(note_id):',
  '    item = table.get_item(Key={"note_id": note_id})["Item"]  # here',
  '    return jsonify(title=item["title"])',
];
const unmarked = (lines: readonly string[]): string[] => lines.map((line) => line.replace('  # here', ''));
const read = "const { Item } = await db.get({ TableName: 'notes', Key: { noteId: req.params.noteId } });";
const reply = 'res.json({ title: Item.title });';

testRule(rule, {
  vulnerable: [
    { name: 'a key of the path', python: flask('@app.get("/notes/<note_id>")', ...show), message: 'open' },
    {
      name: 'a class in between, and a write',
      python: flask(
        'class Notes:',
        '    def __init__(self, table):',
        '        self.table = table',
        '    def drop(self, note_id):',
        '        self.table.delete_item(Key={"note_id": note_id})  # here',
        '',
        'notes = Notes(table)',
        '@app.delete("/notes/<note_id>")',
        'def drop(note_id):',
        '    notes.drop(note_id)',
        '    return "", 204',
      ),
    },
    {
      name: 'something runs before, and asks nothing',
      python: flask(
        '@app.before_request',
        'def count():',
        '    log.info("%s", request.path)',
        '',
        '@app.get("/notes/<note_id>")',
        ...show,
      ),
    },
    {
      name: 'one of two routers of FastAPI',
      python: `import boto3
from fastapi import APIRouter, Depends, FastAPI
from auth import require_user

app = FastAPI()
table = boto3.resource("dynamodb").Table("notes")
closed = APIRouter(prefix="/closed", dependencies=[Depends(require_user)])
wide = APIRouter(prefix="/open")

@closed.get("/{note_id}")
def first(note_id: str):
    return {"title": table.get_item(Key={"note_id": note_id})["Item"]["title"]}

@wide.get("/{note_id}")
def second(note_id: str):
    return {"title": table.get_item(Key={"note_id": note_id})["Item"]["title"]}  # here

app.include_router(closed)
app.include_router(wide)
`,
    },
    {
      name: 'one of two routes of Chalice',
      python: `import boto3
from chalice import Chalice, CognitoUserPoolAuthorizer

app = Chalice(app_name="notes")
table = boto3.resource("dynamodb").Table("notes")
pool = CognitoUserPoolAuthorizer("Users", provider_arns=["arn:aws:cognito-idp:eu-west-1:1:userpool/p"])

@app.route("/mine/{note_id}", authorizer=pool)
def first(note_id):
    return {"title": table.get_item(Key={"note_id": note_id})["Item"]["title"]}

@app.route("/notes")
def second():
    return [item["title"] for item in table.scan()["Items"]]  # here
`,
    },
    {
      name: 'a form that everybody may send, perhaps on purpose',
      python: flask(
        '@app.post("/questions")',
        'def ask():',
        '    table.put_item(Item={"note_id": uuid.uuid4().hex, "text": request.get_json()["text"]})  # here',
        '    return "", 201',
      ),
      severity: 'medium',
      confidence: 'tentative',
    },
    {
      name: 'routes in front of the middleware and beside it',
      javascript: express(
        `app.get('/early/:noteId', async (req, res) => {`,
        `  ${read} // here`,
        `  ${reply}`,
        '});',
        "app.use('/api', expressjwt({ secret: process.env.SECRET, algorithms: ['HS256'] }));",
        "app.get('/api/:noteId', async (req, res) => {",
        `  ${read}`,
        `  ${reply}`,
        '});',
        "app.delete('/notes/:noteId', async (req, res) => {",
        "  await db.delete({ TableName: 'notes', Key: { noteId: req.params.noteId } }); // here",
        '  res.end();',
        '});',
      ),
    },
    {
      name: 'a webhook that believes whatever arrives',
      python: flask(
        '@app.post("/webhooks/parcels")',
        'def parcels():',
        '    event = request.get_json()',
        '    table.delete_item(Key={"note_id": event["note"]})  # here',
        '    return "", 204',
      ),
      javascript: express(
        "app.post('/webhooks/parcels', async (req, res) => {",
        "  await db.delete({ TableName: 'notes', Key: { noteId: req.body.note } }); // here",
        '  res.sendStatus(204);',
        '});',
      ),
      confidence: 'tentative',
    },
    {
      name: 'something of a cookie that is no session, and the session of a body',
      python: flask(
        '@app.delete("/notes")',
        'def drop():',
        '    table.delete_item(Key={"note_id": request.cookies.get("last")})  # here',
        '    return "", 204',
        '',
        '@app.delete("/visits")',
        'def drop_session():',
        '    table.delete_item(Key={"note_id": request.get_json()["session"]})  # here',
        '    return "", 204',
      ),
    },
    {
      name: 'one of two controllers of Nest',
      javascript: `import { Controller, Delete, Get, Param, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocument.from(new DynamoDBClient({}));

@Controller('closed')
@UseGuards(AuthGuard('jwt'))
export class Closed {
  @Get(':id')
  async show(@Param('id') noteId: string) {
    const { Item } = await db.get({ TableName: 'notes', Key: { noteId } });
    return { title: Item.title };
  }
}

@Controller('open')
export class Open {
  @Delete(':id')
  async drop(@Param('id') noteId: string) {
    await db.delete({ TableName: 'notes', Key: { noteId } }); // here
  }
}
`,
    },
    {
      name: 'a path of Hono that the middleware does not take in',
      javascript: `import { Hono } from 'hono';
import { jwt } from 'hono/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocument.from(new DynamoDBClient({}));
const app = new Hono();
app.use('/api/*', jwt({ secret: process.env.SECRET, alg: 'HS256' }));
const show = async (c) => {
  const { Item } = await db.get({ TableName: 'notes', Key: { noteId: c.req.param('id') } }); // here
  return c.json({ title: Item.title });
};
app.get('/api/:id', show);
app.get('/notes/:id', show);
`,
    },
    {
      name: 'a token that need not be there',
      javascript: express(
        "app.use(expressjwt({ secret: process.env.SECRET, algorithms: ['HS256'], credentialsRequired: false }));",
        "app.get('/notes/:id', async (req, res) => {",
        "  const { Item } = await db.get({ TableName: 'notes', Key: { id: req.params.id } }); // here",
        '  res.json({ title: Item.title });',
        '});',
      ),
    },
  ],
  fine: [
    { name: 'signed in', python: flaskView('/notes/<note_id>', ...unmarked(show.slice(1)).map((line) => line.trim())) },
    {
      name: 'everything is asked before',
      python: flask(
        '@app.before_request',
        'def who():',
        '    try:',
        '        jwt.decode(request.headers["Authorization"], os.environ["KEY"], algorithms=["HS256"])',
        '    except jwt.PyJWTError:',
        '        abort(401)',
        '',
        '@app.get("/notes/<note_id>")',
        ...unmarked(show),
      ),
    },
    {
      name: 'a decorator that cannot be seen',
      python: flask(
        'from auth import login_required',
        '@app.get("/notes/<note_id>")',
        '@login_required',
        ...unmarked(show),
      ),
    },
    {
      name: 'a key of the API',
      python: flask(
        '@app.get("/notes/<note_id>")',
        'def show(note_id):',
        '    if request.headers.get("X-Api-Key") != os.environ["API_KEY"]:',
        '        abort(401)',
        ...unmarked(show.slice(1)),
      ),
    },
    {
      name: 'the session of a cookie, and the account of a key',
      python: flask(
        'import hashlib',
        '@app.delete("/notes/<note_id>")',
        'def drop(note_id):',
        '    session = table.get_item(Key={"sid": request.cookies.get("sid")}).get("Item")',
        '    if session is None:',
        '        abort(401)',
        '    table.delete_item(Key={"note_id": note_id})',
        '    table.delete_item(Key={"sid": request.cookies["sid"]})',
        '    return "", 204',
      ),
      javascript: express(
        "import { createHash } from 'node:crypto';",
        'app.use(async (req, res, next) => {',
        "  const hash = createHash('sha256').update(req.get('x-api-key') ?? '').digest('hex');",
        "  const { Item } = await db.get({ TableName: 'keys', Key: { hash } });",
        '  if (!Item) return res.sendStatus(401);',
        '  next();',
        '});',
        "app.delete('/notes/:noteId', async (req, res) => {",
        "  await db.delete({ TableName: 'notes', Key: { noteId: req.params.noteId } });",
        '  res.sendStatus(204);',
        '});',
      ),
    },
    {
      name: 'a header is believed, which is a flaw of another name',
      javascript: express(
        "app.delete('/notes/:noteId', async (req, res) => {",
        "  const Key = { userId: req.get('x-user-id'), noteId: req.params.noteId };",
        "  await db.delete({ TableName: 'notes', Key });",
        '  res.sendStatus(204);',
        '});',
        "app.post('/notes', async (req, res) => {",
        "  const userId = req.get('x-user-id');",
        "  await db.put({ TableName: 'notes', Item: { noteId: crypto.randomUUID(), userId } });",
        '  res.sendStatus(201);',
        '});',
      ),
    },
    {
      name: 'webhooks that look at who sent them, and one that writes nothing',
      python: flask(
        'from .courier import verify',
        '@app.post("/webhooks/first")',
        'def first():',
        '    verify(request)',
        '    table.delete_item(Key={"note_id": request.get_json()["note"]})',
        '    return "", 204',
        '',
        '@app.post("/webhooks/second")',
        'def second():',
        '    if request.get_json()["verify_token"] not in TOKENS:',
        '        abort(403)',
        '    table.delete_item(Key={"note_id": request.get_json()["note"]})',
        '    return "", 204',
        '',
        '@app.post("/webhooks/third")',
        'def third():',
        '    return jsonify(known="Item" in table.get_item(Key={"note_id": request.get_json()["note"]}))',
      ),
      javascript: express(
        "import twilio from 'twilio';",
        "app.post('/webhooks/messages', twilio.webhook(), async (req, res) => {",
        "  await db.delete({ TableName: 'notes', Key: { noteId: req.body.note } });",
        '  res.sendStatus(204);',
        '});',
      ),
    },
    {
      name: 'a signature of the whole request',
      python: flask(
        'import hmac',
        '@app.post("/events")',
        'def events():',
        '    wanted = hmac.new(os.environ["KEY"].encode(), request.data, "sha256").hexdigest()',
        '    if not hmac.compare_digest(wanted, request.headers["X-Signature"]):',
        '        abort(401)',
        '    table.put_item(Item={"note_id": request.get_json()["id"]})',
        '    return "", 204',
      ),
    },
    {
      name: 'nobody can be signed in yet, and what the server chooses',
      python: flask(
        '@app.post("/login")',
        'def login():',
        '    item = table.get_item(Key={"note_id": request.get_json()["name"]}).get("Item")',
        '    return jsonify(known=item is not None)',
        '',
        '@app.get("/about")',
        'def about():',
        '    return jsonify(text=table.get_item(Key={"note_id": "about"})["Item"]["text"])',
        '',
        '@app.get("/size")',
        'def size():',
        '    return jsonify(size=table.scan(Select="COUNT")["Count"])',
      ),
    },
    { name: 'signed in, of Express', javascript: expressRoute('/notes/:noteId', read, reply) },
    {
      name: 'middleware that cannot be seen',
      javascript: express(
        "import { requireUser } from './auth';",
        "app.get('/notes/:noteId', requireUser, async (req, res) => {",
        read,
        reply,
        '});',
      ),
    },
    {
      name: 'a signature of the whole request, of Express',
      javascript: express(
        "import { createHmac } from 'node:crypto';",
        "app.post('/events', async (req, res) => {",
        "  const wanted = createHmac('sha256', process.env.KEY).update(req.rawBody).digest('hex');",
        "  if (wanted !== req.get('x-signature')) return res.sendStatus(401);",
        "  await db.put({ TableName: 'notes', Item: { noteId: req.body.id } });",
        '  res.sendStatus(204);',
        '});',
      ),
    },
    {
      name: 'a hook of Fastify',
      javascript: `import Fastify from 'fastify';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocument.from(new DynamoDBClient({}));
const app = Fastify();
const onRequest = async (request) => {
  await request.jwtVerify();
};
app.get('/notes/:id', { onRequest }, async (request) => {
  const { Item } = await db.get({ TableName: 'notes', Key: { noteId: request.params.id } });
  return { title: Item.title };
});
`,
    },
    {
      name: 'a token that must be there',
      javascript: express(
        "app.use(expressjwt({ secret: process.env.SECRET, algorithms: ['HS256'], credentialsRequired: true }));",
        "app.get('/notes/:id', async (req, res) => {",
        "  const { Item } = await db.get({ TableName: 'notes', Key: { id: req.params.id } });",
        '  res.json({ title: Item.title });',
        '});',
      ),
    },
  ],
});
