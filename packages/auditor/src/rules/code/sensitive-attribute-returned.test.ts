import { testRule } from './code-rule.fixture.ts';
import rule from './sensitive-attribute-returned.ts';
import { expressRoute, flask, flaskView } from './small-applications.fixture.ts';

const load = 'item = table.get_item(Key={"user_id": get_jwt_identity()})["Item"]';
const get = "const { Item } = await db.get({ TableName: 'users', Key: { userId: req.auth.sub } });";

testRule(rule, {
  vulnerable: [
    {
      name: 'the hash of a password, under another name',
      python: flaskView('/me', load, 'return jsonify(name=item["name"], login=item["password_hash"])  # here'),
      message: 'named',
    },
    {
      name: 'an attribute inside of another',
      python: flaskView('/me', load, 'return {"card": item["payment"]["card_number"]}  # here'),
    },
    {
      name: 'a projection that names it',
      python: flaskView(
        '/me',
        'found = table.get_item(Key={"user_id": get_jwt_identity()}, ProjectionExpression="city, ssn")',
        'return jsonify(found["Item"])  # here',
      ),
    },
    {
      name: 'a helper that picks it, for each',
      python: flask(
        'def shown(user):',
        '    return {"name": user["name"], "internal_notes": user["internal_notes"]}',
        '',
        '@app.get("/team/<team_id>")',
        '@jwt_required()',
        'def team(team_id):',
        '    found = table.query(KeyConditionExpression=Key("team_id").eq(team_id))',
        '    return jsonify([shown(user) for user in found["Items"]])  # here',
      ),
    },
    {
      name: 'a model of FastAPI that declares it',
      python: `import boto3
from fastapi import Depends, FastAPI
from pydantic import BaseModel
from auth import current_user

app = FastAPI()
table = boto3.resource("dynamodb").Table("users")

class User(BaseModel):
    name: str
    password_hash: str

@app.get("/me", response_model=User)
def me(user=Depends(current_user)):
    return table.get_item(Key={"user_id": user.id})["Item"]  # here
`,
    },
    {
      name: 'a key of the API',
      javascript: expressRoute('/me', get, 'res.json({ name: Item.name, apiKey: Item.apiKey }); // here'),
      message: 'named',
    },
    {
      name: 'taken apart first',
      javascript: expressRoute('/me', get, 'const { name, ssn } = Item;', 'res.send({ name, ssn }); // here'),
    },
    {
      name: 'a projection of JavaScript',
      javascript: expressRoute(
        '/me',
        "const { Item } = await db.get({ TableName: 'users', Key: { userId: req.auth.sub }, ProjectionExpression: 'iban, city' });",
        'res.json(Item); // here',
      ),
    },
    {
      name: 'in a text',
      javascript: expressRoute('/me', get, `res.send(\`your token is \${Item.refreshToken}\`); // here`),
    },
    {
      name: 'a list of names',
      python: flaskView(
        '/notes/<note_id>',
        'item = table.get_item(Key={"user_id": get_jwt_identity()})["Item"]',
        'return jsonify({name: item[name] for name in ("email", "mfa_secret")})  # here',
      ),
    },
    {
      name: 'names that are asked for',
      python: flaskView(
        '/notes/<note_id>',
        'item = table.get_item(Key={"user_id": get_jwt_identity()})["Item"]',
        'return jsonify({name: value for name, value in item.items() if name in ("email", "mfa_secret")})  # here',
      ),
    },
    {
      name: 'pairs of a list of names',
      javascript: expressRoute(
        '/notes/:noteId',
        "const { Item } = await db.get({ TableName: 'users', Key: { userId: req.auth.sub } });",
        "res.json(Object.fromEntries(['email', 'mfaSecret'].map((name) => [name, Item[name]]))); // here",
      ),
    },
  ],
  fine: [
    {
      name: 'other attributes',
      python: flaskView('/me', load, 'return jsonify(name=item["name"], keys=item["key_count"])'),
    },
    {
      name: 'the last four',
      python: flaskView('/me', load, 'return jsonify(card="**** " + item["card_number"][-4:])'),
    },
    {
      name: 'whether there is one',
      python: flaskView('/me', load, 'return jsonify(protected=bool(item.get("password_hash")))'),
    },
    {
      name: 'it is only compared',
      python: flaskView(
        '/me',
        load,
        'if item["pin"] != request.json["pin"]:',
        '    abort(403)',
        'return jsonify(name=item["name"])',
      ),
    },
    {
      name: 'a token that was made just now',
      python: flaskView(
        '/keys',
        'api_key = uuid.uuid4().hex',
        'table.put_item(Item={"user_id": get_jwt_identity(), "api_key_id": api_key[:6]})',
        'return jsonify(api_key=api_key), 201',
      ),
    },
    {
      name: 'a projection without it',
      python: flaskView(
        '/me',
        'found = table.get_item(Key={"user_id": get_jwt_identity()}, ProjectionExpression="city, seen")',
        'return jsonify(found["Item"])',
      ),
    },
    {
      name: 'the last four, of JavaScript',
      javascript: expressRoute('/me', get, `res.json({ card: \`**** \${Item.cardNumber.slice(-4)}\` });`),
    },
    {
      name: 'whether there is one, of JavaScript',
      javascript: expressRoute(
        '/me',
        get,
        'res.json({ isProtected: Boolean(Item.passwordHash), hasKey: !!Item.apiKey });',
      ),
    },
    {
      name: 'left out',
      javascript: expressRoute('/me', get, 'const { passwordHash, name } = Item;', 'res.json({ name });'),
    },
    {
      name: 'a list of names without secrets',
      python: flaskView(
        '/notes/<note_id>',
        'item = table.get_item(Key={"user_id": get_jwt_identity()})["Item"]',
        'return jsonify({name: item[name] for name in ("email", "city")})',
      ),
    },
    {
      name: 'names that are asked for without secrets',
      python: flaskView(
        '/notes/<note_id>',
        'item = table.get_item(Key={"user_id": get_jwt_identity()})["Item"]',
        'return jsonify({name: value for name, value in item.items() if name in ("email", "city")})',
      ),
    },
  ],
});
