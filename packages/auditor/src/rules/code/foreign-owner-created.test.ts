import { testRule } from './code-rule.fixture.ts';
import rule from './foreign-owner-created.ts';
import { expressRoute, flaskView, pythonLambda, typescriptLambda } from './note-applications.fixture.ts';

const done = 'return "", 201';
const noteId = '"note_id": str(uuid.uuid4())';
const send = 'res.sendStatus(201);';

testRule(rule, {
  vulnerable: [
    {
      name: 'an owner of the body',
      python: flaskView([
        'data = request.get_json()',
        `table.put_item(Item={${noteId}, "owner": data["owner"], "title": data["title"]})  # here`,
        done,
      ]),
      message: 'owner',
    },
    {
      name: 'an address by which the notes of the caller are looked up',
      javascript: expressRoute([
        'await db.put({ TableName, Item: { noteId: crypto.randomUUID(), email: req.body.email } }); // here',
        'await db.delete({ TableName, Key: { email: req.auth.email, noteId: String(req.query.old) } });',
        send,
      ]),
    },
    {
      name: 'a user of the path',
      python: flaskView([`table.put_item(Item={${noteId}, "user_id": user_id})  # here`, done]),
    },
    {
      name: 'the caller only where the body says nobody',
      python: flaskView([
        'author = request.json.get("created_by", get_jwt_identity())',
        `table.put_item(Item={${noteId}, "created_by": author})  # here`,
        done,
      ]),
    },
    {
      name: 'the caller as the author, in a tenant that the client says',
      python: pythonLambda([
        'body = json.loads(event["body"])',
        `table.put_item(Item={${noteId}, "user_id": me, "tenant_id": body["tenant_id"]})  # here`,
        'return {"statusCode": 201}',
      ]),
    },
    {
      name: 'in the types of the client',
      python: flaskView([
        'item = {"note_id": {"S": str(uuid.uuid4())}, "account_id": {"S": request.form["account"]}}',
        'client.put_item(TableName="notes", Item=item)  # here',
        done,
      ]),
    },
    {
      name: 'in a batch',
      python: flaskView([
        'with table.batch_writer() as batch:',
        '    for each in request.json["notes"]:',
        `        batch.put_item(Item={${noteId}, "owner_id": each["owner_id"], "title": each["title"]})  # here`,
        done,
      ]),
    },
    {
      name: 'a field of a model',
      python: [
        'import boto3, uuid',
        'from fastapi import Depends, FastAPI',
        'from pydantic import BaseModel',
        'from acme.security import get_current_user',
        'app = FastAPI()',
        'table = boto3.resource("dynamodb").Table("notes")',
        'class Note(BaseModel):',
        '    title: str',
        '    owner_id: str',
        '@app.post("/notes")',
        'def create(note: Note, user=Depends(get_current_user)):',
        `    table.put_item(Item={${noteId}, **note.model_dump()})  # here`,
        '    return {"by": user["sub"]}',
      ].join('\n'),
    },
    {
      name: 'an owner by destructuring',
      javascript: expressRoute([
        'const { title, ownerId } = req.body;',
        'await db.put({ TableName, Item: { noteId: crypto.randomUUID(), title, ownerId } }); // here',
        send,
      ]),
      message: 'owner',
    },
    {
      name: 'the caller only where the body says nobody, in TypeScript',
      javascript: typescriptLambda([
        "const body = JSON.parse(event.body ?? '{}');",
        'const Item = { noteId: randomUUID(), ownerId: body.ownerId ?? me };',
        'await ddb.send(new PutCommand({ TableName, Item })); // here',
        'return { statusCode: 201 };',
      ]),
    },
    {
      name: 'in a transaction',
      javascript: expressRoute([
        'const Put = { TableName, Item: { noteId: crypto.randomUUID(), userId: req.body.userId } };',
        'await db.transactWrite({ TransactItems: [{ Put }] }); // here',
        send,
      ]),
    },
  ],
  fine: [
    {
      name: 'an address to write to, of a table that is not kept by it',
      javascript: expressRoute([
        'const item = { noteId: crypto.randomUUID(), by: req.auth.sub, email: req.body.email };',
        'await db.put({ TableName, Item: item });',
        "await db.get({ TableName: 'people', Key: { email: req.auth.email } });",
        send,
      ]),
    },
    {
      name: 'the caller',
      python: flaskView([
        `table.put_item(Item={${noteId}, "owner": get_jwt_identity(), "title": request.json["title"]})`,
        done,
      ]),
    },
    {
      name: 'a path that is compared with the caller',
      python: flaskView([
        'if user_id != get_jwt_identity():',
        '    abort(403)',
        `table.put_item(Item={${noteId}, "user_id": user_id})`,
        done,
      ]),
    },
    {
      name: 'one of the organizations of the token',
      python: flaskView([
        'organization = request.json["org_id"]',
        'if organization not in get_jwt()["orgs"]:',
        '    abort(403)',
        `table.put_item(Item={${noteId}, "org_id": organization})`,
        done,
      ]),
    },
    {
      name: 'an organization that has the caller as a member',
      python: flaskView(
        [
          'key = {"org_id": request.json["org_id"], "user_id": get_jwt_identity()}',
          'if "Item" not in members.get_item(Key=key):',
          '    abort(403)',
          `table.put_item(Item={${noteId}, "org_id": request.json["org_id"]})`,
          done,
        ],
        ['members = boto3.resource("dynamodb").Table("members")'],
      ),
    },
    {
      name: 'for administrators',
      python: flaskView([
        'if get_jwt()["role"] != "admin":',
        '    abort(403)',
        `table.put_item(Item={${noteId}, "user_id": user_id})`,
        done,
      ]),
    },
    {
      name: 'whom a message goes to',
      python: flaskView([
        `table.put_item(Item={${noteId}, "from_user": get_jwt_identity(), "to_user": request.json["to"]})`,
        done,
      ]),
    },
    {
      name: 'the author of a book and the name of a customer',
      python: flaskView([
        'data = request.get_json()',
        `table.put_item(Item={${noteId}, "user_id": get_jwt_identity(), "author": data["author"], "customer_name": data["name"]})`,
        done,
      ]),
    },
    {
      name: 'the fields of a model, with the caller written over them',
      python: [
        'import boto3, uuid',
        'from fastapi import Depends, FastAPI',
        'from pydantic import BaseModel',
        'from acme.security import get_current_user',
        'app = FastAPI()',
        'table = boto3.resource("dynamodb").Table("notes")',
        'class Note(BaseModel):',
        '    title: str',
        '    owner_id: str',
        '@app.post("/notes")',
        'def create(note: Note, user=Depends(get_current_user)):',
        `    table.put_item(Item={${noteId}, **note.model_dump(), "owner_id": user["sub"]})`,
        '    return {}',
      ].join('\n'),
    },
    {
      name: 'the whole body, which is another finding',
      python: flaskView(['table.put_item(Item={**request.get_json(), "owner": request.json["owner"]})', done]),
    },
    {
      name: 'an administrator says whose, anybody else makes their own',
      javascript: expressRoute([
        "const ownerId = req.auth.role === 'admin' ? req.body.ownerId : req.auth.sub;",
        'await db.put({ TableName, Item: { noteId: crypto.randomUUID(), ownerId } });',
        send,
      ]),
    },
    {
      name: 'a tenant that is compared with that of the token',
      javascript: expressRoute([
        'const { tenantId } = req.body;',
        'if (tenantId !== req.auth.tenantId) return res.sendStatus(403);',
        'await db.put({ TableName, Item: { noteId: crypto.randomUUID(), tenantId } });',
        send,
      ]),
    },
    {
      name: 'a header that says who is calling, which is another finding',
      javascript: expressRoute([
        "const tenantId = req.get('X-Tenant-Id');",
        'await db.put({ TableName, Item: { noteId: crypto.randomUUID(), tenantId } });',
        send,
      ]),
    },
  ],
});
