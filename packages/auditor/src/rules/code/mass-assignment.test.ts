import { testRule } from './code-rule.fixture.ts';
import rule from './mass-assignment.ts';
import { expressRoute, flaskView, pythonLambda, typescriptLambda } from './note-applications.fixture.ts';

const done = 'return "", 201';
const put = 'table.put_item(Item={**item, "user_id": get_jwt_identity()})';
const send = 'res.sendStatus(201);';
const model = (config: string, ...fields: string[]): string =>
  [
    'import boto3, uuid',
    'from fastapi import Depends, FastAPI',
    'from pydantic import BaseModel, ConfigDict',
    'from acme.security import get_current_user',
    'app = FastAPI()',
    'table = boto3.resource("dynamodb").Table("notes")',
    'class Note(BaseModel):',
    `    ${config}`,
    ...fields.map((field) => `    ${field}`),
    '@app.post("/notes")',
    'def create(note: Note, user=Depends(get_current_user)):',
    '    own = {"note_id": str(uuid.uuid4()), "user_id": user["sub"]}',
  ].join('\n');

testRule(rule, {
  vulnerable: [
    {
      name: 'a body as it is',
      python: flaskView(['table.put_item(Item=request.get_json())  # here', done]),
      message: 'whole',
    },
    {
      name: 'a body with own fields over it',
      python: flaskView([
        'item = request.json',
        'item["user_id"] = get_jwt_identity()',
        'table.put_item(Item=item)  # here',
        done,
      ]),
    },
    {
      name: 'own fields with the body over them',
      python: flaskView([
        'item = {"user_id": get_jwt_identity(), "note_id": str(uuid.uuid4())}',
        'item.update(request.get_json())',
        'table.put_item(Item=item)  # here',
        done,
      ]),
    },
    {
      name: 'a body without what was thought of',
      python: flaskView([
        'item = {name: value for name, value in request.get_json().items() if name not in ("role", "owner")}',
        `${put}  # here`,
        done,
      ]),
    },
    {
      name: 'a text in JSON, of a Lambda function',
      python: pythonLambda([
        'item = json.loads(event["body"])',
        'table.put_item(Item={**item, "user_id": me})  # here',
        'return {"statusCode": 201}',
      ]),
    },
    {
      name: 'an update of all fields',
      python: flaskView([
        'data = request.get_json()',
        'names = {f"#{name}": name for name in data}',
        'values = {f":{name}": value for name, value in data.items()}',
        'text = "SET " + ", ".join(f"#{name} = :{name}" for name in data)',
        'table.update_item(  # here',
        '    Key={"user_id": get_jwt_identity()}, UpdateExpression=text,',
        '    ExpressionAttributeNames=names, ExpressionAttributeValues=values,',
        ')',
        done,
      ]),
    },
    {
      name: 'a list of bodies',
      python: flaskView([
        'with table.batch_writer() as batch:',
        '    for note in request.get_json():',
        '        batch.put_item(Item=note)  # here',
        done,
      ]),
    },
    {
      name: 'a model that lets through what it does not declare',
      python: `${model('model_config = ConfigDict(extra="allow")', 'title: str')}\n    table.put_item(Item={**note.model_dump(), **own})  # here\n    return {}`,
    },
    {
      name: 'what is made of it cannot be seen',
      python: flaskView(
        ['table.put_item(Item=to_item(request.get_json()))  # here', done],
        ['from acme.notes import to_item'],
      ),
      confidence: 'tentative',
    },
    {
      name: 'for administrators',
      python: flaskView([
        'if get_jwt()["role"] != "admin":',
        '    abort(403)',
        'table.put_item(Item=request.get_json())  # here',
        done,
      ]),
      severity: 'medium',
    },
    {
      name: 'a spread body',
      javascript: expressRoute([
        'await db.put({ TableName, Item: { ...req.body, ownerId: req.auth.sub } }); // here',
        send,
      ]),
      message: 'whole',
    },
    {
      name: 'all but a role',
      javascript: expressRoute([
        'const { role, ...rest } = req.body;',
        'await db.put({ TableName, Item: Object.assign({ ownerId: req.auth.sub }, rest) }); // here',
        send,
      ]),
    },
    {
      name: 'a type that only the compiler knows',
      javascript: typescriptLambda(
        [
          "const note: Note = JSON.parse(event.body ?? '{}');",
          'await ddb.send(new PutCommand({ TableName, Item: { ...note, ownerId: me } })); // here',
          'return { statusCode: 201 };',
        ],
        ['interface Note { title: string; text: string }'],
      ),
    },
    {
      name: 'a schema that lets through what it does not declare',
      javascript: expressRoute(
        ['await db.put({ TableName, Item: { ...Note.parse(req.body), ownerId: req.auth.sub } }); // here', send],
        ["import { z } from 'zod';", 'const Note = z.object({ title: z.string() }).passthrough();'],
      ),
    },
    {
      name: 'in the types of the client, in a helper',
      javascript: expressRoute(
        ['await keep({ ...req.body, noteId: crypto.randomUUID() });', send],
        [
          "import { DynamoDBClient as Client, PutItemCommand } from '@aws-sdk/client-dynamodb';",
          "import { marshall } from '@aws-sdk/util-dynamodb';",
          'const client = new Client({});',
          'const keep = (note: object) =>',
          '  client.send(new PutItemCommand({ TableName, Item: marshall(note) })); // here',
        ],
      ),
    },
    {
      name: 'an own item that the body is put into',
      python: flaskView([
        'item = table.get_item(Key={"user_id": get_jwt_identity()})["Item"]',
        'item.update(request.get_json())',
        'table.put_item(Item=item)  # here',
        'return ""',
      ]),
    },
    {
      name: 'a form as a dict: form',
      python: flaskView([
        'table.put_item(Item={**request.form.to_dict(), "user_id": get_jwt_identity()})  # here',
        'return ""',
      ]),
    },
    {
      name: 'a form as a dict: values',
      python: flaskView([
        'table.put_item(Item={**request.values.to_dict(), "user_id": get_jwt_identity()})  # here',
        'return ""',
      ]),
    },
    {
      name: 'a form as a dict: args',
      python: flaskView([
        'table.put_item(Item={**request.args.to_dict(), "user_id": get_jwt_identity()})  # here',
        'return ""',
      ]),
    },
    {
      name: 'an object of a class that takes everything',
      javascript: expressRoute([
        'class Note {',
        '  constructor(body) {',
        '    Object.assign(this, body);',
        '  }',
        '}',
        'await db.put({ TableName, Item: { ...new Note(req.body), userId: req.auth.sub } }); // here',
        'res.json({});',
      ]),
    },
  ],
  fine: [
    {
      name: 'field by field',
      python: flaskView([
        'data = request.get_json()',
        'table.put_item(Item={"user_id": get_jwt_identity(), "title": data["title"], "text": data.get("text")})',
        done,
      ]),
    },
    {
      name: 'those that are in a list',
      python: flaskView([
        'item = {name: value for name, value in request.get_json().items() if name in ("title", "text")}',
        put,
        done,
      ]),
    },
    {
      name: 'what a schema declares',
      python: flaskView(
        ['item = Note().load(request.get_json())', put, done],
        ['from marshmallow import Schema, fields', 'class Note(Schema):', '    title = fields.Str(required=True)'],
      ),
    },
    {
      name: 'what a model declares',
      python: `${model('title: str', 'text: str = ""')}\n    table.put_item(Item={**note.model_dump(), **own})\n    return {}`,
    },
    {
      name: 'all of it below one attribute',
      python: flaskView(['table.put_item(Item={"user_id": get_jwt_identity(), "settings": request.get_json()})', done]),
    },
    {
      name: 'all of it as one text',
      python: flaskView([
        'table.put_item(Item={"event_id": str(uuid.uuid4()), "payload": json.dumps(request.get_json())})',
        done,
      ]),
    },
    {
      name: 'cannot be told: something unseen lets only some through, as it says',
      python: flaskView(['item = validated(request.get_json())', put, done], ['from acme.notes import validated']),
    },
    {
      name: 'field by field, in TypeScript',
      javascript: expressRoute([
        'const { title, text } = req.body;',
        'await db.put({ TableName, Item: { title, text, ownerId: req.auth.sub } });',
        send,
      ]),
    },
    {
      name: 'what a schema declares, in TypeScript',
      javascript: expressRoute(
        ['await db.put({ TableName, Item: { ...Note.parse(req.body), ownerId: req.auth.sub } });', send],
        ["import { z } from 'zod';", 'const Note = z.object({ title: z.string() });'],
      ),
    },
    {
      name: 'what lodash picks',
      javascript: expressRoute(
        ["await db.put({ TableName, Item: { ...pick(req.body, ['title', 'text']), ownerId: req.auth.sub } });", send],
        ["import pick from 'lodash/pick';"],
      ),
    },
    {
      name: 'what is read is spread, and not what is sent',
      javascript: expressRoute([
        "const { Item } = await db.get({ TableName, Key: { userId: req.auth.sub, noteId: 'template' } });",
        'await db.put({ TableName, Item: { ...Item, noteId: crypto.randomUUID(), title: req.body.title } });',
        send,
      ]),
    },
    {
      name: 'placeholders of listed names, by their place',
      javascript: expressRoute([
        "const allowed = new Set(['title', 'text']);",
        'const keys = Object.keys(req.body).filter((key) => allowed.has(key));',
        'await db.update({',
        "  TableName: 'notes',",
        '  Key: { userId: req.auth.sub },',
        `  UpdateExpression: 'SET ' + keys.map((key, index) => \`#n\${index} = :v\${index}\`).join(', '),`,
        `  ExpressionAttributeNames: Object.fromEntries(keys.map((key, index) => [\`#n\${index}\`, key])),`,
        `  ExpressionAttributeValues: Object.fromEntries(keys.map((key, index) => [\`:v\${index}\`, req.body[key]])),`,
        '});',
        'res.json({});',
      ]),
    },
    {
      name: 'placeholders of listed names, by themselves',
      javascript: expressRoute([
        "const allowed = new Set(['title', 'text']);",
        'const keys = Object.keys(req.body).filter((key) => allowed.has(key));',
        'await db.update({',
        "  TableName: 'notes',",
        '  Key: { userId: req.auth.sub },',
        `  UpdateExpression: 'SET ' + keys.map((key) => \`#\${key} = :\${key}\`).join(', '),`,
        `  ExpressionAttributeNames: Object.fromEntries(keys.map((key) => [\`#\${key}\`, key])),`,
        `  ExpressionAttributeValues: Object.fromEntries(keys.map((key) => [\`:\${key}\`, req.body[key]])),`,
        '});',
        'res.json({});',
      ]),
    },
    {
      name: 'an own item that one field is put into',
      python: flaskView([
        'item = table.get_item(Key={"user_id": get_jwt_identity()})["Item"]',
        'item.update(title=request.get_json()["title"])',
        'table.put_item(Item=item)',
        'return ""',
      ]),
    },
    {
      name: 'an object of a class that takes two fields',
      javascript: expressRoute([
        'class Note {',
        '  constructor({ title, text }) {',
        '    Object.assign(this, { title, text });',
        '  }',
        '}',
        'await db.put({ TableName, Item: { ...new Note(req.body), userId: req.auth.sub } });',
        'res.json({});',
      ]),
    },
  ],
});
