import { testRule } from './code-rule.fixture.ts';
import rule from './identity-from-client-header.ts';
import { expressRoute, flaskView, typescriptLambda } from './note-applications.fixture.ts';

const answer = 'return jsonify(title=item["title"])';
const own = 'item = table.get_item(Key={"user_id": user})["Item"]';
const reply = 'res.json({ title: Item.title });';

testRule(rule, {
  vulnerable: [
    {
      name: 'a header as the key',
      python: flaskView(['user = request.headers.get("X-User-Id")  # here', own, answer]),
      message: 'claimed',
    },
    {
      name: 'a header in a function that is called like an identity',
      python: flaskView(
        ['user = current_user_id()', own, answer],
        ['def current_user_id():', '    return request.headers["X-User-Id"]  # here'],
      ),
    },
    {
      name: 'a header that something before the view puts where others look',
      python: flaskView(
        ['user = g.user_id', own, answer],
        ['@app.before_request', 'def load():', '    g.user_id = request.headers.get("X-Account-Id")  # here'],
      ),
    },
    {
      name: 'a cookie that nobody signed',
      python: flaskView(['user = request.cookies["user_id"]  # here', own, answer]),
    },
    {
      name: 'a parameter that is called as if it were the caller',
      python: flaskView(['user = request.args["current_user_id"]  # here', own, answer]),
    },
    {
      name: 'a header that the path is compared with',
      python: flaskView([
        'if request.headers["X-Tenant-Id"] != user_id:  # here',
        '    abort(403)',
        'item = table.get_item(Key={"tenant_id": user_id, "note_id": note_id})["Item"]',
        answer,
      ]),
    },
    {
      name: 'a header that the owner of the item is compared with',
      python: flaskView([
        'item = table.get_item(Key={"note_id": note_id})["Item"]',
        'if item["owner"] != request.headers["X-User-Id"]:  # here',
        '    abort(404)',
        answer,
      ]),
    },
    {
      name: 'a header as the owner of what is new',
      python: flaskView([
        'owner = request.headers["X-User-Email"]  # here',
        'table.put_item(Item={"note_id": str(uuid.uuid4()), "owner": owner})',
        'return "", 201',
      ]),
    },
    {
      name: 'a parameter of FastAPI',
      python: [
        'import boto3',
        'from fastapi import FastAPI, Header',
        'app = FastAPI()',
        'table = boto3.resource("dynamodb").Table("users")',
        '@app.get("/me")',
        'def me(x_user_id: str = Header()):  # here',
        '    return {"name": table.get_item(Key={"user_id": x_user_id})["Item"]["name"]}',
      ].join('\n'),
    },
    {
      name: 'a header in a condition of a write',
      javascript: expressRoute([
        "const me = req.get('X-User-Id'); // here",
        "const owned = { ConditionExpression: 'ownerId = :me', ExpressionAttributeValues: { ':me': me } };",
        'await db.delete({ TableName, Key: { noteId: req.params.noteId }, ...owned });',
        'res.sendStatus(204);',
      ]),
      message: 'claimed',
    },
    {
      name: 'a header that a middleware takes for the user',
      javascript: expressRoute(
        ['const { Item } = await db.get({ TableName, Key: { userId: req.user.id } });', reply],
        ['app.use((req, res, next) => {', "  req.user = { id: req.header('x-user-id') }; // here", '  next();', '});'],
      ),
    },
    {
      name: 'a header where there is no token',
      javascript: expressRoute([
        "const userId = req.auth?.sub ?? req.headers['x-user-id']; // here",
        'const { Item } = await db.get({ TableName, Key: { userId } });',
        reply,
      ]),
    },
    {
      name: 'a header of a Lambda function',
      javascript: typescriptLambda([
        "const tenant = event.headers['x-tenant-id']; // here",
        `const values = { ':t': \`TENANT#\${tenant}\` };`,
        "const condition = { KeyConditionExpression: 'pk = :t', ExpressionAttributeValues: values };",
        'const { Items = [] } = await ddb.send(new QueryCommand({ TableName, ...condition }));',
        'return { statusCode: 200, body: JSON.stringify(Items.map(({ title }) => title)) };',
      ]),
    },
  ],
  fine: [
    {
      name: 'the identity of the token',
      python: flaskView(['user = get_jwt_identity()', own, answer]),
    },
    {
      name: 'a header that is compared with the token',
      python: flaskView([
        'user = request.headers["X-Tenant-Id"]',
        'if user != get_jwt()["tenant"]:',
        '    abort(403)',
        own,
        answer,
      ]),
    },
    {
      name: 'a header that chooses one of the tenants of the token',
      python: flaskView([
        'user = request.headers["X-Tenant-Id"]',
        'if user not in get_jwt()["tenants"]:',
        '    abort(403)',
        own,
        answer,
      ]),
    },
    {
      name: 'headers that say nothing of who is calling',
      python: flaskView([
        'user = get_jwt_identity()',
        'item = table.get_item(Key={"user_id": user, "note_id": request.headers["Idempotency-Key"]})["Item"]',
        answer,
      ]),
    },
    {
      name: 'a header that is only written down',
      python: flaskView([
        'app.logger.info("for %s", request.headers.get("X-User-Id"))',
        'user = get_jwt_identity()',
        own,
        answer,
      ]),
    },
    {
      name: 'a header that must be there',
      python: flaskView([
        'if request.headers.get("X-Tenant-Id") is None:',
        '    abort(400)',
        'user = get_jwt_identity()',
        own,
        answer,
      ]),
    },
    {
      name: 'a key of the service, which is compared with what only the server knows',
      python: flaskView([
        'if not hmac.compare_digest(request.headers["X-Api-Key"], os.environ["API_KEY"]):',
        '    abort(401)',
        'return jsonify(ok=True)',
      ]),
    },
    {
      name: 'a parameter that names somebody, which is another finding',
      python: flaskView(['user = request.args["user_id"]', own, answer]),
    },
    {
      name: 'a cookie that the server signed',
      javascript: expressRoute(
        ['const { Item } = await db.get({ TableName, Key: { userId: req.signedCookies.userId } });', reply],
        ["import cookieParser from 'cookie-parser';", 'app.use(cookieParser(process.env.COOKIE_SECRET));'],
      ),
    },
    {
      name: 'a header that chooses one of the tenants of the token, in TypeScript',
      javascript: expressRoute([
        "const tenant = req.get('x-tenant-id');",
        'if (!req.auth.tenants.includes(tenant)) return res.sendStatus(403);',
        "const { Item } = await db.get({ TableName, Key: { tenant, noteId: 'n' } });",
        reply,
      ]),
    },
    {
      name: 'a header as a part of the answer',
      javascript: expressRoute([
        "const { Item } = await db.get({ TableName, Key: { userId: req.auth.sub, noteId: 'n' } });",
        "res.set('X-User-Id', req.get('X-User-Id')).json({ title: Item.title });",
      ]),
    },
  ],
});
