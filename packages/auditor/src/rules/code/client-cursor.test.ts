import rule from './client-cursor.ts';
import { testRule } from './code-rule.fixture.ts';
import { expressRoute, flaskView, pythonLambda, typescriptLambda } from './note-applications.fixture.ts';

const titles = 'return jsonify(titles=[item["title"] for item in page["Items"]])';
const send = 'res.json(Items.map(({ title }) => ({ title })));';
const news = "TableName, KeyConditionExpression: 'topic = :t', ExpressionAttributeValues: { ':t': 'news' }";

testRule(rule, {
  vulnerable: [
    {
      name: 'a cursor in JSON',
      python: flaskView([
        'start = json.loads(request.args["cursor"])',
        'page = table.scan(Limit=20, ExclusiveStartKey=start)  # here',
        titles,
      ]),
      message: 'raw',
    },
    {
      name: 'a cursor in base64, put among the arguments when there is one',
      python: flaskView(
        [
          'query = {"KeyConditionExpression": Key("topic").eq("news"), "Limit": 20}',
          'if "cursor" in request.args:',
          '    query["ExclusiveStartKey"] = json.loads(base64.b64decode(request.args["cursor"]))',
          'page = table.query(**query)  # here',
          titles,
        ],
        ['import base64'],
      ),
    },
    {
      name: 'a key with one part of the client',
      python: pythonLambda([
        'after = event["queryStringParameters"]["after"]',
        'page = table.query(  # here',
        '    IndexName="byTopic",',
        '    KeyConditionExpression=Key("topic").eq("news"),',
        '    ExclusiveStartKey={"topic": "news", "note_id": after},',
        ')',
        'return {"statusCode": 200, "body": json.dumps([item["title"] for item in page["Items"]])}',
      ]),
    },
    {
      name: 'decoded where it cannot be seen how',
      python: flaskView(
        [
          'start = decode_cursor(request.args["cursor"])',
          'page = table.query(KeyConditionExpression=Key("topic").eq("news"), ExclusiveStartKey=start)  # here',
          titles,
        ],
        ['from acme.paging import decode_cursor'],
      ),
      confidence: 'tentative',
    },
    {
      name: 'a cursor in base64, where there is one',
      javascript: expressRoute([
        'const { cursor } = req.query;',
        "const ExclusiveStartKey = cursor ? JSON.parse(Buffer.from(cursor, 'base64url').toString()) : undefined;",
        'const { Items } = await db.scan({ TableName, Limit: 20, ExclusiveStartKey }); // here',
        send,
      ]),
    },
    {
      name: 'decoded in a helper',
      javascript: typescriptLambda(
        [
          `const { Items = [] } = await ddb.send(new QueryCommand({ ${news}, ExclusiveStartKey: startOf(event) })); // here`,
          'return { statusCode: 200, body: JSON.stringify(Items.map(({ title }) => title)) };',
        ],
        [
          'const startOf = (event: APIGatewayProxyEventV2WithJWTAuthorizer) =>',
          "  JSON.parse(decodeURIComponent(event.queryStringParameters?.next ?? ''));",
        ],
      ),
    },
    {
      name: 'where a paginator begins',
      javascript: expressRoute(
        [
          'const config = { client: db, startingToken: JSON.parse(req.query.cursor) };',
          `for await (const { Items } of paginateQuery(config, { ${news} })) { // here`,
          `  ${send}`,
          '  break;',
          '}',
        ],
        ["import { paginateQuery } from '@aws-sdk/lib-dynamodb';"],
      ),
    },
    {
      name: 'the cursor of a library',
      javascript: expressRoute(
        [
          "const { data } = await Note.query.byTopic({ topic: 'news' }).go({ cursor: req.query.cursor }); // here",
          'res.json(data.map(({ title }) => ({ title })));',
        ],
        [
          "import { Entity } from 'electrodb';",
          'const Note = new Entity({',
          "  model: { entity: 'note', version: '1', service: 'notes' },",
          "  attributes: { topic: { type: 'string' }, noteId: { type: 'string' }, title: { type: 'string' } },",
          "  indexes: { byTopic: { pk: { field: 'pk', composite: ['topic'] }, sk: { field: 'sk', composite: ['noteId'] } } },",
          "}, { client: db, table: 'notes' });",
        ],
      ),
    },
    {
      name: 'in a partition that the caller shares with others',
      python: flaskView([
        'if user_id not in get_jwt()["groups"]:',
        '    abort(403)',
        'start = json.loads(request.args["after"])',
        'page = table.query(KeyConditionExpression=Key("group_id").eq(user_id), ExclusiveStartKey=start)  # here',
        titles,
      ]),
    },
    {
      name: 'a filter by the caller, which does not say where the page begins',
      javascript: expressRoute([
        'const ExclusiveStartKey = JSON.parse(req.query.cursor);',
        "const own = { FilterExpression: 'userId = :me', ExpressionAttributeValues: { ':me': req.auth.sub } };",
        'const { Items } = await db.scan({ TableName, ExclusiveStartKey, ...own }); // here',
        send,
      ]),
    },
    {
      name: 'a comparison of two parts of it',
      python: flaskView([
        'import base64, hashlib',
        'text, mac = request.args["cursor"].split(".")',
        'if not hmac.compare_digest(text, mac):',
        '    abort(400)',
        'start = json.loads(base64.urlsafe_b64decode(text))',
        'found = table.query(KeyConditionExpression=Key("topic").eq("news"), ExclusiveStartKey=start)  # here',
        'return jsonify([item["title"] for item in found["Items"]])',
      ]),
    },
  ],
  fine: [
    {
      name: 'among the own items',
      python: flaskView([
        'mine = Key("user_id").eq(get_jwt_identity())',
        'page = table.query(KeyConditionExpression=mine, ExclusiveStartKey=json.loads(request.args["after"]))',
        titles,
      ]),
    },
    {
      name: 'among the items of a path that is compared with the caller',
      python: flaskView([
        'if user_id != get_jwt_identity():',
        '    abort(403)',
        'start = json.loads(request.args["after"])',
        'page = table.query(KeyConditionExpression=Key("user_id").eq(user_id), ExclusiveStartKey=start)',
        titles,
      ]),
    },
    {
      name: 'signed by the server',
      python: flaskView(
        [
          'start = signer.loads(request.args["cursor"])',
          'page = table.query(KeyConditionExpression=Key("topic").eq("news"), ExclusiveStartKey=start)',
          titles,
        ],
        ['from itsdangerous import URLSafeSerializer', 'signer = URLSafeSerializer(os.environ["CURSOR_KEY"])'],
      ),
    },
    {
      name: 'for administrators',
      python: flaskView([
        'if get_jwt()["role"] != "admin":',
        '    abort(403)',
        'page = table.scan(Limit=20, ExclusiveStartKey=json.loads(request.args["cursor"]))',
        titles,
      ]),
    },
    {
      name: 'where the last page ended',
      python: flaskView([
        'titles, start = [], {}',
        'while True:',
        '    page = table.query(KeyConditionExpression=Key("topic").eq(note_id), **start)',
        '    titles += [item["title"] for item in page["Items"]]',
        '    if "LastEvaluatedKey" not in page:',
        '        return jsonify(titles=titles)',
        '    start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}',
      ]),
    },
    {
      name: 'kept on the server, and named by the caller',
      python: flaskView([
        'kept = table.get_item(Key={"user_id": get_jwt_identity(), "note_id": "cursor"})["Item"]',
        'page = table.query(KeyConditionExpression=Key("topic").eq("news"), ExclusiveStartKey=kept["position"])',
        titles,
      ]),
    },
    {
      name: 'signed by hand, and compared in constant time',
      javascript: expressRoute(
        [
          `const { Items } = await db.query({ ${news}, ExclusiveStartKey: req.query.cursor ? opened(req.query.cursor) : undefined });`,
          send,
        ],
        [
          'function opened(cursor: string) {',
          "  const [text = '', mac = ''] = cursor.split('.');",
          "  const wanted = crypto.createHmac('sha256', process.env.CURSOR_KEY).update(text).digest();",
          "  const given = Buffer.from(mac, 'base64url');",
          '  if (given.length !== wanted.length || !crypto.timingSafeEqual(given, wanted)) throw new Error("bad cursor");',
          "  return JSON.parse(Buffer.from(text, 'base64url').toString());",
          '}',
        ],
      ),
    },
    {
      name: 'a token of the server',
      javascript: expressRoute(
        [
          "const { key } = jwt.verify(req.query.cursor, process.env.CURSOR_KEY, { algorithms: ['HS256'] });",
          `const { Items } = await db.query({ ${news}, ExclusiveStartKey: key });`,
          send,
        ],
        ["import jwt from 'jsonwebtoken';"],
      ),
    },
    {
      name: 'cannot be told: something unseen verifies it, as it says',
      javascript: expressRoute(
        [`const { Items } = await db.query({ ${news}, ExclusiveStartKey: verifyCursor(req.query.cursor) });`, send],
        ["import { verifyCursor } from '@acme/paging';"],
      ),
    },
    {
      name: 'a signature over the text',
      python: flaskView([
        'import base64, hashlib',
        'text, mac = request.args["cursor"].split(".")',
        'if not hmac.compare_digest(hmac.new(os.environb[b"KEY"], text.encode(), hashlib.sha256).hexdigest(), mac):',
        '    abort(400)',
        'start = json.loads(base64.urlsafe_b64decode(text))',
        'found = table.query(KeyConditionExpression=Key("topic").eq("news"), ExclusiveStartKey=start)',
        'return jsonify([item["title"] for item in found["Items"]])',
      ]),
    },
  ],
});
