import { testRule } from './code-rule.fixture.ts';
import { express, flask } from './small-applications.fixture.ts';
import rule from './unverified-token-identity.ts';

/** A view that lists what belongs to a caller, who is found out so. */
const listing = (...caller: string[]): string =>
  flask(
    'KEY = os.environ["KEY"]',
    '',
    'def sent():',
    '    return request.headers["Authorization"].split(" ")[1]',
    '',
    '@app.get("/notes")',
    'def notes():',
    ...caller.map((line) => `    ${line}`),
    '    found = table.query(KeyConditionExpression=Key("user_id").eq(me))',
    '    return jsonify([item["title"] for item in found["Items"]])',
  );
const list = (imports: string, ...caller: string[]): string =>
  express(
    imports,
    "const sent = (req) => req.headers.authorization.replace('Bearer ', '');",
    "app.get('/notes', async (req, res) => {",
    ...caller,
    "  const { Items } = await db.query({ TableName: 'notes', KeyConditionExpression: 'userId = :me', ExpressionAttributeValues: { ':me': me } });",
    '  res.json(Items.map(({ title }) => title));',
    '});',
  );

testRule(rule, {
  vulnerable: [
    {
      name: 'a verification that is turned off',
      python: listing('me = jwt.decode(sent(), options={"verify_signature": False})["sub"]  # here'),
      message: 'unverified',
    },
    {
      name: 'claims that say by their name that they are not verified',
      python: listing('me = jose.jwt.get_unverified_claims(sent())["sub"]  # here').replace(
        'import base64',
        'import jose.jwt, base64',
      ),
    },
    {
      name: 'taken apart by hand',
      python: listing(
        'payload = sent().split(".")[1]',
        'me = json.loads(base64.urlsafe_b64decode(payload + "=="))["sub"]  # here',
      ),
    },
    {
      name: 'before every request',
      python: flask(
        'from flask import g',
        '',
        '@app.before_request',
        'def who():',
        '    token = request.headers["Authorization"].split(" ")[1]',
        '    g.user = jwt.decode(token, "", options={"verify_signature": False})["sub"]  # here',
        '',
        '@app.get("/notes/<note_id>")',
        'def note(note_id):',
        '    return jsonify(title=table.get_item(Key={"user_id": g.user, "note_id": note_id})["Item"]["title"])',
      ),
    },
    {
      name: 'it is only compared with the path',
      python: flask(
        '@app.get("/users/<user>/notes")',
        'def notes(user):',
        '    claims = jwt.decode(request.headers["X-Token"], options={"verify_signature": False})  # here',
        '    if claims["sub"] != user:',
        '        abort(403)',
        '    found = table.query(KeyConditionExpression=Key("user_id").eq(user))',
        '    return jsonify([item["title"] for item in found["Items"]])',
      ),
    },
    {
      name: 'behind a gateway that may have verified it',
      python: `import boto3, json, jwt

table = boto3.resource("dynamodb").Table("notes")

def handler(event, context):
    token = event["headers"]["Authorization"].replace("Bearer ", "")
    claims = jwt.decode(token, options={"verify_signature": False})  # here
    item = table.get_item(Key={"user_id": claims["sub"]})["Item"]
    return {"statusCode": 200, "body": json.dumps({"title": item["title"]})}
`,
      confidence: 'tentative',
    },
    { name: 'decode of jsonwebtoken', javascript: list('', 'const { sub: me } = jwt.decode(sent(req)); // here') },
    {
      name: 'decodeJwt of jose, and jwtDecode',
      javascript: list(
        "import { decodeJwt } from 'jose';\nimport { jwtDecode } from 'jwt-decode';",
        'const me = decodeJwt(sent(req)).sub; // here',
        "await db.delete({ TableName: 'seen', Key: { userId: jwtDecode(sent(req)).sub } }); // here",
      ),
    },
    {
      name: 'taken apart by hand, of JavaScript',
      javascript: list(
        '',
        "const claims = JSON.parse(Buffer.from(sent(req).split('.')[1], 'base64url').toString('utf8')); // here",
        'const me = claims.sub;',
      ),
    },
    {
      name: 'middleware that only decodes',
      javascript: express(
        'app.use((req, res, next) => {',
        "  req.user = jwt.decode(req.headers.authorization.split(' ')[1]); // here",
        '  next();',
        '});',
        "app.get('/me', async (req, res) => {",
        "  const { Item } = await db.get({ TableName: 'users', Key: { userId: req.user.sub } });",
        '  res.json({ name: Item.name });',
        '});',
      ),
    },
  ],
  fine: [
    { name: 'verified', python: listing('me = jwt.decode(sent(), KEY, algorithms=["HS256"])["sub"]') },
    {
      name: 'the header chooses the key',
      python: listing(
        'kid = jwt.get_unverified_header(sent())["kid"]',
        'me = jwt.decode(sent(), os.environ["KEY_" + kid], algorithms=["RS256"])["sub"]',
      ),
    },
    {
      name: 'the issuer chooses the key',
      python: listing(
        'keys = {"https://id.example.com": KEY}',
        'issuer = jwt.decode(sent(), options={"verify_signature": False})["iss"]',
        'if issuer not in keys:',
        '    abort(401)',
        'me = jwt.decode(sent(), keys[issuer], algorithms=["RS256"])["sub"]',
      ),
    },
    {
      name: 'it goes into the log',
      python: listing(
        'log.info("from %s", jwt.decode(sent(), options={"verify_signature": False})["iss"])',
        'me = jwt.decode(sent(), KEY, algorithms=["HS256"])["sub"]',
      ),
    },
    {
      name: 'verified by jose',
      javascript: list(
        "import { createRemoteJWKSet, jwtVerify } from 'jose';\nconst keys = createRemoteJWKSet(new URL(process.env.JWKS));",
        'const { payload } = await jwtVerify(sent(req), keys);',
        'const me = payload.sub;',
      ),
    },
    {
      name: 'verified before it is decoded',
      javascript: list(
        '',
        'const token = sent(req);',
        "jwt.verify(token, process.env.KEY, { algorithms: ['HS256'] });",
        'const me = jwt.decode(token).sub;',
      ),
    },
    {
      name: 'the header chooses the key, of JavaScript',
      javascript: list(
        "import { keyFor } from './keys';",
        'const { header } = jwt.decode(sent(req), { complete: true });',
        "const me = jwt.verify(sent(req), keyFor(header.kid), { algorithms: ['RS256'] }).sub;",
      ),
    },
  ],
});
