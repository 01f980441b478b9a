import rule from './client-side-filter.ts';
import { testRule } from './code-rule.fixture.ts';
import { expressRoute, flaskView, pythonLambda, typescriptLambda } from './note-applications.fixture.ts';

const me = 'me = get_jwt_identity()';
const everything = 'items = table.scan()["Items"]';

testRule(rule, {
  vulnerable: [
    {
      name: 'a comprehension with a condition',
      python: flaskView([
        me,
        'items = table.scan()["Items"]  # here',
        'return jsonify([item["title"] for item in items if item["owner"] == me])',
      ]),
      message: 'filtered',
    },
    {
      name: 'a loop that goes on where it is not the own one',
      python: flaskView([
        'mine = []',
        'for item in table.scan()["Items"]:  # here',
        '    if item["owner"] != get_jwt_identity():',
        '        continue',
        '    mine.append({"title": item["title"]})',
        'return jsonify(mine)',
      ]),
    },
    {
      name: 'filter() over a query of a topic',
      python: flaskView([
        me,
        'news = table.query(KeyConditionExpression=Key("topic").eq("news"))["Items"]  # here',
        'mine = list(filter(lambda item: item["owner"] == me, news))',
        'return jsonify([item["title"] for item in mine])',
      ]),
    },
    {
      name: 'a helper that keeps the own ones, and an index',
      python: pythonLambda(
        [
          'status = event["queryStringParameters"]["status"]',
          'found = table.query(IndexName="byStatus", KeyConditionExpression=Key("status").eq(status))  # here',
          'return {"statusCode": 200, "body": json.dumps([n["title"] for n in owned(found["Items"], me)])}',
        ],
        ['def owned(items, owner):', '    return [item for item in items if item["owner"] == owner]'],
      ),
    },
    {
      name: 'the first that is the own one',
      python: flaskView([
        'items = table.scan()["Items"]  # here',
        'item = next((item for item in items if item["owner"] == get_jwt_identity()), None)',
        'return jsonify(title=item["title"] if item else None)',
      ]),
    },
    {
      name: 'page after page',
      python: flaskView([
        'titles = []',
        'for page in client.get_paginator("scan").paginate(TableName="notes"):  # here',
        '    titles.extend(i["title"]["S"] for i in page["Items"] if i["owner"]["S"] == get_jwt_identity())',
        'return jsonify(titles)',
      ]),
    },
    {
      name: 'filter() and map()',
      javascript: expressRoute([
        'const { Items } = await db.scan({ TableName }); // here',
        'res.json(Items.filter((item) => item.owner === req.auth.sub).map(({ title }) => title));',
      ]),
    },
    {
      name: 'a member among those of an item',
      javascript: typescriptLambda([
        'const { Items = [] } = await ddb.send(new ScanCommand({ TableName })); // here',
        'const shared = Items.filter((item) => item.members.includes(me));',
        'return { statusCode: 200, body: JSON.stringify(shared.map(({ title }) => title)) };',
      ]),
    },
    {
      name: 'a loop over an index, and a predicate',
      javascript: expressRoute(
        [
          "const ExpressionAttributeValues = { ':open': 'open' };",
          "const open = { TableName, IndexName: 'byStatus', KeyConditionExpression: 'status = :open' };",
          'const { Items } = await db.query({ ...open, ExpressionAttributeValues }); // here',
          'const mine = [];',
          'for (const item of Items) if (isOf(item, req.auth.sub)) mine.push({ title: item.title });',
          'res.json(mine);',
        ],
        ['const isOf = (item, user) => item.owner === user;'],
      ),
    },
    {
      name: 'those of others are left out for who has no role',
      python: flaskView([
        'me, role = get_jwt_identity(), get_jwt()["role"]',
        'items = table.scan()["Items"]  # here',
        'if role != "admin":',
        '    items = [item for item in items if item["owner"] == me]',
        'return jsonify([item["title"] for item in items])',
      ]),
    },
    {
      name: 'grouped by owner',
      python: flaskView([
        'by_owner = {}',
        'for item in table.scan()["Items"]:  # here',
        '    by_owner.setdefault(item["owner"], []).append(item["title"])',
        'return jsonify(by_owner.get(get_jwt_identity(), []))',
      ]),
    },
    {
      name: 'a choice by role',
      javascript: expressRoute([
        "const { Items } = await db.scan({ TableName: 'notes' }); // here",
        "const own = req.auth.role === 'admin' ? Items : Items.filter((item) => item.owner === req.auth.sub);",
        'res.json(own.map((item) => item.title));',
      ]),
    },
    {
      name: 'grouped by owner, in one expression',
      javascript: expressRoute([
        "const { Items } = await db.scan({ TableName: 'notes' }); // here",
        'const byOwner = {};',
        'for (const item of Items) (byOwner[item.owner] ??= []).push(item.title);',
        'res.json(byOwner[req.auth.sub] ?? []);',
      ]),
    },
    {
      name: 'grouped by the language',
      javascript: expressRoute([
        "const { Items } = await db.scan({ TableName: 'notes' }); // here",
        'const byOwner = Object.groupBy(Items, (item) => item.owner);',
        'res.json((byOwner[req.auth.sub] ?? []).map((item) => item.title));',
      ]),
    },
  ],
  fine: [
    {
      name: 'the owner in the key',
      python: flaskView([
        'found = table.query(KeyConditionExpression=Key("user_id").eq(get_jwt_identity()))',
        'return jsonify([item["title"] for item in found["Items"] if item["owner"] == get_jwt_identity()])',
      ]),
    },
    {
      name: 'the owner in the filter of the store, and once more after it',
      python: flaskView([
        'found = table.scan(FilterExpression=Attr("owner").eq(get_jwt_identity()))',
        'return jsonify([item["title"] for item in found["Items"] if item["owner"] == get_jwt_identity()])',
      ]),
    },
    {
      name: 'left out by something else than the owner, which is another finding',
      python: flaskView([everything, 'return jsonify([item["title"] for item in items if item["status"] == "open"])']),
    },
    {
      name: 'left out by what the client says, which is another finding',
      python: flaskView([
        everything,
        'return jsonify([item["title"] for item in items if item["owner"] == request.args["owner"]])',
      ]),
    },
    {
      name: 'one item, whose owner is compared',
      python: flaskView([
        'item = table.get_item(Key={"note_id": note_id})["Item"]',
        'if item["owner"] != get_jwt_identity():',
        '    abort(404)',
        'return jsonify(item["title"])',
      ]),
    },
    {
      name: 'an administrator looks at what is assigned to them',
      python: flaskView([
        'if get_jwt()["role"] != "admin":',
        '    abort(403)',
        everything,
        'return jsonify([item["title"] for item in items if item["assignee"] == get_jwt_identity()])',
      ]),
    },
    {
      name: 'those of others are what is kept, which is another finding',
      javascript: expressRoute([
        'const { Items } = await db.scan({ TableName });',
        'res.json(Items.filter((item) => item.owner !== req.auth.sub).map(({ title }) => title));',
      ]),
    },
    {
      name: 'a mark at the own ones, and all of them answered',
      javascript: expressRoute([
        'const { Items } = await db.scan({ TableName });',
        'res.json(Items.map((item) => ({ title: item.title, isMine: item.owner === req.auth.sub })));',
      ]),
    },
    {
      name: 'only counted',
      javascript: expressRoute([
        'const { Items } = await db.scan({ TableName });',
        'const mine = Items.filter((item) => item.owner === req.auth.sub);',
        "console.log('counted', mine.length);",
        'res.sendStatus(204);',
      ]),
    },
    {
      name: 'grouped by owner, of somebody else',
      python: flaskView([
        'by_owner = {}',
        'for item in table.scan()["Items"]:',
        '    by_owner.setdefault(item["owner"], []).append(item["title"])',
        'return jsonify(by_owner.get(user_id, []))',
      ]),
    },
  ],
});
