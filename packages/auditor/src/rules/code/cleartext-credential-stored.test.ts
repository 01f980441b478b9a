import rule from './cleartext-credential-stored.ts';
import { testRule } from './code-rule.fixture.ts';
import { expressRoute, flaskView, pythonLambda, typescriptLambda } from './note-applications.fixture.ts';

const account = 'item = table.get_item(Key={"email": request.json["email"]})["Item"]';
const user = "const { Item } = await db.get({ TableName: 'users', Key: { email: req.body.email } });";

testRule(rule, {
  vulnerable: [
    {
      name: 'a new account',
      python: flaskView([
        'data = request.get_json()',
        'table.put_item(Item={"user_id": str(uuid.uuid4()), "email": data["email"], "password": data["password"]})  # here',
        'return "", 201',
      ]),
      message: 'stored',
      confidence: 'firm',
    },
    {
      name: 'a field of a form, in the types of the client',
      python: flaskView([
        'item = {"user_id": {"S": str(uuid.uuid4())}, "pwd": {"S": request.form["pwd"].strip()}}',
        'client.put_item(TableName="users", Item=item)  # here',
        'return "", 201',
      ]),
    },
    {
      name: 'a value of an update, in a Lambda function',
      python: pythonLambda([
        'body = json.loads(event["body"])',
        'table.update_item(  # here',
        '    Key={"user_id": me}, UpdateExpression="SET pin_password = :password",',
        '    ExpressionAttributeValues={":password": body["value"]},',
        ')',
        'return {"statusCode": 204}',
      ]),
    },
    {
      name: 'encoded, which is no hash',
      python: flaskView([
        'encoded = base64.b64encode(request.json["password"].encode())',
        'table.put_item(Item={"user_id": str(uuid.uuid4()), "password": encoded})  # here',
        'return "", 201',
      ]),
      message: 'stored',
      confidence: 'tentative',
    },
    {
      name: 'what is done to it cannot be seen',
      python: flaskView(
        [
          'table.put_item(Item={"user_id": str(uuid.uuid4()), "password": prepare(request.json["password"])})  # here',
          'return "", 201',
        ],
        ['from acme.accounts import prepare'],
      ),
      message: 'stored',
      confidence: 'tentative',
    },
    {
      name: 'a model with the password among its fields',
      python: [
        'import boto3',
        'from fastapi import FastAPI',
        'from pydantic import BaseModel',
        'app = FastAPI()',
        'table = boto3.resource("dynamodb").Table("users")',
        'class Account(BaseModel):',
        '    email: str',
        '    password: str',
        '@app.post("/accounts")',
        'def create(account: Account):',
        '    table.put_item(Item=account.model_dump())  # here',
        '    return {"email": account.email}',
      ].join('\n'),
    },
    {
      name: 'compared as it is',
      python: flaskView([
        account,
        'if item["password"] != request.json["password"]:  # here',
        '    abort(401)',
        'return jsonify(ok=True)',
      ]),
      message: 'compared',
    },
    {
      name: 'compared as it is, in the same time whatever it is',
      python: flaskView([
        account,
        'if not hmac.compare_digest(item["password"], request.json["password"]):  # here',
        '    abort(401)',
        'return jsonify(ok=True)',
      ]),
      message: 'compared',
    },
    {
      name: 'compared by the store',
      python: flaskView([
        'own = Attr("password").eq(request.json["password"])',
        'found = table.query(KeyConditionExpression=Key("email").eq(request.json["email"]), FilterExpression=own)  # here',
        'return jsonify(ok=found["Count"] == 1)',
      ]),
      message: 'compared',
    },
    {
      name: 'a new account by destructuring',
      javascript: expressRoute([
        'const { email, password } = req.body;',
        "await db.put({ TableName: 'users', Item: { id: crypto.randomUUID(), email, password } }); // here",
        'res.sendStatus(201);',
      ]),
      message: 'stored',
    },
    {
      name: 'a new password',
      javascript: typescriptLambda([
        "const { newPassword } = JSON.parse(event.body ?? '{}');",
        'await ddb.send(new UpdateCommand({ // here',
        "  TableName, Key: { userId: me }, UpdateExpression: 'SET #p = :p', ExpressionAttributeNames: { '#p': 'password' },",
        "  ExpressionAttributeValues: { ':p': newPassword },",
        '}));',
        'return { statusCode: 204 };',
      ]),
    },
    {
      name: 'compared as bytes',
      javascript: expressRoute([
        user,
        'const [a, b] = [Buffer.from(Item.password), Buffer.from(req.body.password)];',
        'if (!crypto.timingSafeEqual(a, b)) return res.sendStatus(401); // here',
        'res.json({ ok: true });',
      ]),
      message: 'compared',
    },
  ],
  fine: [
    {
      name: 'hashed by bcrypt',
      python: flaskView(
        [
          'hashed = bcrypt.hashpw(request.json["password"].encode(), bcrypt.gensalt()).decode()',
          'table.put_item(Item={"user_id": str(uuid.uuid4()), "password": hashed})',
          'return "", 201',
        ],
        ['import bcrypt'],
      ),
    },
    {
      name: 'derived with a salt, and encoded then',
      python: flaskView(
        [
          'salt = os.urandom(16)',
          'derived = hashlib.pbkdf2_hmac("sha256", request.json["password"].encode(), salt, 600_000)',
          'password = base64.b64encode(salt + derived).decode()',
          'table.put_item(Item={"user_id": str(uuid.uuid4()), "password": password})',
          'return "", 201',
        ],
        ['import base64, hashlib'],
      ),
    },
    {
      name: 'replaced in the fields of a model',
      python: [
        'import boto3',
        'from fastapi import FastAPI',
        'from passlib.context import CryptContext',
        'from pydantic import BaseModel',
        'app = FastAPI()',
        'hasher = CryptContext(schemes=["argon2"])',
        'table = boto3.resource("dynamodb").Table("users")',
        'class Account(BaseModel):',
        '    email: str',
        '    password: str',
        '@app.post("/accounts")',
        'def create(account: Account):',
        '    item = account.model_dump()',
        '    item["password"] = hasher.hash(account.password)',
        '    table.put_item(Item=item)',
        '    return {"email": account.email}',
      ].join('\n'),
    },
    {
      name: 'compared by the library',
      python: flaskView(
        [
          account,
          'if not check_password_hash(item["password"], request.json["password"]):',
          '    abort(401)',
          'return jsonify(ok=True)',
        ],
        ['from werkzeug.security import check_password_hash'],
      ),
    },
    {
      name: 'typed twice',
      python: flaskView([
        'if request.json["password"] != request.json["repeated_password"]:',
        '    abort(400)',
        'return "", 204',
      ]),
    },
    {
      name: 'what only speaks about passwords',
      python: flaskView([
        'values = {":hint": request.json["hint"], ":days": request.json["password_max_age_days"]}',
        'table.update_item(Key={"id": get_jwt_identity()}, UpdateExpression="SET a = :hint, b = :days", ExpressionAttributeValues=values)',
        'return "", 204',
      ]),
    },
    {
      name: 'the password of another service, encrypted',
      python: flaskView(
        [
          'sealed = kms.encrypt(KeyId=os.environ["KEY"], Plaintext=request.json["smtp_password"].encode())',
          'table.put_item(Item={"user_id": get_jwt_identity(), "smtp_password": sealed["CiphertextBlob"]})',
          'return "", 204',
        ],
        ['kms = boto3.client("kms")'],
      ),
    },
    {
      name: 'hashed by bcrypt, and taken out of what is spread',
      javascript: expressRoute(
        [
          'const { password, email } = req.body;',
          'const Item = { id: crypto.randomUUID(), email, passwordHash: await bcrypt.hash(password, 12) };',
          "await db.put({ TableName: 'users', Item });",
          'res.sendStatus(201);',
        ],
        ["import bcrypt from 'bcrypt';"],
      ),
    },
    {
      name: 'derived, with a callback',
      javascript: expressRoute([
        'const salt = crypto.randomBytes(16);',
        'crypto.scrypt(req.body.password, salt, 64, async (error, derived) => {',
        "  const password = salt.toString('hex') + ':' + derived.toString('hex');",
        "  await db.put({ TableName: 'users', Item: { id: crypto.randomUUID(), password } });",
        '  res.sendStatus(201);',
        '});',
      ]),
    },
    {
      name: 'compared by argon2',
      javascript: expressRoute(
        [
          user,
          'if (!Item || !(await argon2.verify(Item.password, req.body.password))) return res.sendStatus(401);',
          'res.json({ ok: true });',
        ],
        ["import * as argon2 from 'argon2';"],
      ),
    },
    {
      name: 'hashed by what cannot be seen and is called so',
      javascript: expressRoute(
        [
          'const password = await hashPassword(req.body.password);',
          "await db.put({ TableName: 'users', Item: { id: crypto.randomUUID(), password } });",
          'res.sendStatus(201);',
        ],
        ["import { hashPassword } from '@acme/accounts';"],
      ),
    },
    {
      name: 'hashlib.sha256(password).hexdigest()',
      python: flaskView([
        'import hashlib',
        'password = request.json["password"].encode()',
        'table.put_item(Item={"user_id": get_jwt_identity(), "password": hashlib.sha256(password).hexdigest()})',
        'return ""',
      ]),
    },
    {
      name: 'hashlib.pbkdf2_hmac("sha256", password, os.urandom(16), 600000).hex()',
      python: flaskView([
        'import hashlib',
        'password = request.json["password"].encode()',
        'table.put_item(Item={"user_id": get_jwt_identity(), "password": hashlib.pbkdf2_hmac("sha256", password, os.urandom(16), 600000).hex()})',
        'return ""',
      ]),
    },
    {
      name: 'hmac.new(os.environb[b"PEPPER"], password, "sha256").hexdigest()',
      python: flaskView([
        'import hashlib',
        'password = request.json["password"].encode()',
        'table.put_item(Item={"user_id": get_jwt_identity(), "password": hmac.new(os.environb[b"PEPPER"], password, "sha256").hexdigest()})',
        'return ""',
      ]),
    },
  ],
});
