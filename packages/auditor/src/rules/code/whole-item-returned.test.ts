import { testRule } from './code-rule.fixture.ts';
import { expressRoute, flask, flaskView } from './small-applications.fixture.ts';
import rule from './whole-item-returned.ts';

const load = 'item = table.get_item(Key={"user_id": get_jwt_identity()})["Item"]';
const get = "const { Item } = await db.get({ TableName: 'users', Key: { userId: req.auth.sub } });";

testRule(rule, {
  vulnerable: [
    { name: 'an item', python: flaskView('/me', load, 'return jsonify(item)  # here'), message: 'whole' },
    {
      name: 'items among other things',
      python: flaskView(
        '/notes',
        'found = table.query(KeyConditionExpression=Key("user_id").eq(get_jwt_identity()))',
        'return {"notes": found["Items"], "count": found["Count"]}  # here',
      ),
    },
    {
      name: 'an item with one attribute less, or more',
      python: flaskView(
        '/me',
        load,
        'if request.args.get("full"):',
        '    return {**item, "full": True}  # here',
        'item.pop("password_hash", None)',
        'return jsonify(item)  # here',
      ),
    },
    {
      name: 'all but one',
      python: flaskView(
        '/me',
        load,
        'return jsonify({name: value for name, value in item.items() if name != "password_hash"})  # here',
      ),
    },
    {
      name: 'what an update gives back',
      python: flaskView(
        '/me',
        'changed = table.update_item(',
        '    Key={"user_id": get_jwt_identity()}, UpdateExpression="SET seen = :t",',
        '    ExpressionAttributeValues={":t": 1}, ReturnValues="ALL_NEW")',
        'return jsonify(changed["Attributes"])  # here',
      ),
    },
    {
      name: 'a route of FastAPI without a model, through a helper',
      python: `import boto3
from fastapi import Depends, FastAPI
from auth import current_user

app = FastAPI()
table = boto3.resource("dynamodb").Table("users")

def load(user_id):
    return table.get_item(Key={"user_id": user_id}).get("Item")

@app.get("/me")
def me(user=Depends(current_user)):
    return load(user.id)  # here
`,
    },
    {
      name: 'an item of JavaScript',
      javascript: expressRoute('/me', get, 'res.json(Item); // here'),
      message: 'whole',
    },
    {
      name: 'the whole answer of the store',
      javascript: expressRoute(
        '/me',
        "res.send(await db.get({ TableName: 'users', Key: { userId: req.auth.sub } })); // here",
      ),
    },
    {
      name: 'the rest of an item, and one that is hidden by hand',
      javascript: expressRoute(
        '/me',
        get,
        'const { passwordHash, ...rest } = Item;',
        'if (req.query.full) return res.json({ user: { ...Item, passwordHash: undefined } }); // here',
        'res.json(rest); // here',
      ),
    },
    {
      name: 'each as it is',
      javascript: expressRoute(
        '/notes',
        "const { Items } = await db.query({ TableName: 'notes', KeyConditionExpression: 'userId = :me', ExpressionAttributeValues: { ':me': req.auth.sub } });",
        'res.json(Items.map((item) => ({ ...item, isMine: true }))); // here',
      ),
    },
    {
      name: 'fields that hold something',
      python: flaskView(
        '/notes/<note_id>',
        'item = table.get_item(Key={"user_id": get_jwt_identity()})["Item"]',
        'return jsonify({name: value for name, value in item.items() if value})  # here',
      ),
    },
  ],
  fine: [
    {
      name: 'attributes one by one',
      python: flaskView('/me', load, 'return jsonify(name=item["name"], city=item.get("city"))'),
    },
    {
      name: 'a list of attributes',
      python: flaskView('/me', load, 'return jsonify({name: item[name] for name in ("name", "city")})'),
    },
    {
      name: 'a projection',
      python: flaskView(
        '/me',
        'found = table.get_item(Key={"user_id": get_jwt_identity()}, ProjectionExpression="city, seen")',
        'return jsonify(found["Item"])',
      ),
    },
    {
      name: 'a schema',
      python: flask(
        'from marshmallow import Schema, fields',
        '',
        'class User(Schema):',
        '    name = fields.Str()',
        '',
        '@app.get("/me")',
        '@jwt_required()',
        'def me():',
        `    ${load}`,
        '    return User().dump(item)',
      ),
    },
    {
      name: 'a model of FastAPI',
      python: `import boto3
from fastapi import Depends, FastAPI
from pydantic import BaseModel
from auth import current_user

app = FastAPI()
table = boto3.resource("dynamodb").Table("users")

class User(BaseModel):
    name: str

@app.get("/me", response_model=User)
def me(user=Depends(current_user)):
    return table.get_item(Key={"user_id": user.id})["Item"]
`,
    },
    {
      name: 'only whether there is one',
      python: flaskView(
        '/me',
        'found = table.get_item(Key={"user_id": get_jwt_identity()})',
        'return jsonify(known="Item" in found)',
      ),
    },
    {
      name: 'a function that picks',
      javascript: expressRoute(
        '/me',
        get,
        'const shown = ({ name, city }) => ({ name, city });',
        'res.json(shown(Item));',
      ),
    },
    {
      name: 'picked for each',
      javascript: expressRoute(
        '/notes',
        "const { Items } = await db.query({ TableName: 'notes', KeyConditionExpression: 'userId = :me', ExpressionAttributeValues: { ':me': req.auth.sub } });",
        'res.json({ notes: Items.map(({ title, day }) => ({ title, day })), count: Items.length });',
      ),
    },
    {
      name: 'a projection of JavaScript',
      javascript: expressRoute(
        '/me',
        "const { Item } = await db.get({ TableName: 'users', Key: { userId: req.auth.sub }, ProjectionExpression: 'city, seen' });",
        'res.json(Item);',
      ),
    },
    {
      name: 'fields that a list has: ("title", "text")',
      python: flaskView(
        '/notes/<note_id>',
        'shown = ("title", "text")',
        'item = table.get_item(Key={"user_id": get_jwt_identity()})["Item"]',
        'return jsonify({name: value for name, value in item.items() if name in shown})',
      ),
    },
    {
      name: 'fields that a list has: {"title", "text"}',
      python: flaskView(
        '/notes/<note_id>',
        'shown = {"title", "text"}',
        'item = table.get_item(Key={"user_id": get_jwt_identity()})["Item"]',
        'return jsonify({name: value for name, value in item.items() if name in shown})',
      ),
    },
    {
      name: 'fields that a list has: frozenset({"title", "text"})',
      python: flaskView(
        '/notes/<note_id>',
        'shown = frozenset({"title", "text"})',
        'item = table.get_item(Key={"user_id": get_jwt_identity()})["Item"]',
        'return jsonify({name: value for name, value in item.items() if name in shown})',
      ),
    },
    {
      name: 'entries that a list has',
      javascript: expressRoute(
        '/notes/:noteId',
        "const { Item } = await db.get({ TableName: 'notes', Key: { userId: req.auth.sub } });",
        "res.json(Object.fromEntries(Object.entries(Item).filter(([name]) => ['title', 'text'].includes(name))));",
      ),
    },
  ],
});
