import { testRule } from './code-rule.fixture.ts';
import rule from './index-without-owner.ts';
import { expressRoute, flaskView, pythonLambda, typescriptLambda } from './note-applications.fixture.ts';

const titles = 'return jsonify([item["title"] for item in found["Items"]])';
const open = 'IndexName="byStatus", KeyConditionExpression=Key("status").eq("open")';
const byStatus = "TableName, IndexName: 'byStatus', KeyConditionExpression: 'status = :s'";
const send = 'res.json(Items.map(({ title }) => title));';

testRule(rule, {
  vulnerable: [
    {
      name: 'a constant',
      python: flaskView([`found = table.query(${open})  # here`, titles]),
      message: 'unscoped',
    },
    {
      name: 'a status that the client says, in arguments that are put together',
      python: flaskView([
        'query = {"IndexName": "byStatus", "Limit": 20}',
        'query["KeyConditionExpression"] = Key("status").eq(request.args["status"])',
        'found = table.query(**query)  # here',
        titles,
      ]),
    },
    {
      name: 'an id, of which an index may have many',
      python: flaskView([
        'found = table.query(IndexName="byNote", KeyConditionExpression=Key("note_id").eq(note_id))  # here',
        titles,
      ]),
    },
    {
      name: 'page after page',
      python: flaskView([
        'titles = []',
        'pages = client.get_paginator("query").paginate(  # here',
        '    TableName="notes", IndexName="byStatus", KeyConditionExpression="status = :s",',
        '    ExpressionAttributeValues={":s": {"S": "open"}},',
        ')',
        'for page in pages:',
        '    titles += [item["title"]["S"] for item in page["Items"]]',
        'return jsonify(titles)',
      ]),
    },
    {
      name: 'a helper in a Lambda function',
      python: pythonLambda(
        ['print(me)', 'return {"statusCode": 200, "body": json.dumps([n["title"] for n in by_status("open")])}'],
        [
          'def by_status(status):',
          '    condition = Key("status").eq(status)',
          '    return table.query(IndexName="byStatus", KeyConditionExpression=condition)["Items"]  # here',
        ],
      ),
    },
    {
      name: 'in TypeScript',
      javascript: expressRoute([
        "const ExpressionAttributeValues = { ':s': 'open' };",
        `const { Items } = await db.query({ ${byStatus}, ExpressionAttributeValues }); // here`,
        send,
      ]),
      message: 'unscoped',
    },
    {
      name: 'a filter that asks for something else',
      javascript: expressRoute([
        "const ExpressionAttributeValues = { ':s': req.query.status, ':from': req.query.from };",
        "const FilterExpression = 'createdAt > :from';",
        `const { Items } = await db.query({ ${byStatus}, FilterExpression, ExpressionAttributeValues }); // here`,
        send,
      ]),
    },
    {
      name: 'an index of Dynamoose',
      javascript: expressRoute(
        [
          "const notes = await Note.query('status').eq('open').using('byStatus').exec(); // here",
          'res.json(notes.map(({ title }) => title));',
        ],
        [
          "import dynamoose from 'dynamoose';",
          'const Note = dynamoose.model(',
          "  'Note', new dynamoose.Schema({ id: String, title: String, status: { type: String, index: { name: 'byStatus' } } }),",
          ');',
        ],
      ),
    },
  ],
  fine: [
    {
      name: 'an index of the owner, by the caller',
      python: flaskView([
        'found = table.query(IndexName="byOwner", KeyConditionExpression=Key("owner").eq(get_jwt_identity()))',
        titles,
      ]),
    },
    {
      name: 'an index of the owner, by a path that is compared with the caller',
      python: flaskView([
        'if user_id != get_jwt_identity():',
        '    abort(403)',
        'found = table.query(IndexName="byOwner", KeyConditionExpression=Key("owner").eq(user_id))',
        titles,
      ]),
    },
    {
      name: 'the caller in the sort key of the index',
      python: flaskView([
        'condition = Key("status").eq("open") & Key("owner").eq(get_jwt_identity())',
        'found = table.query(IndexName="byStatus", KeyConditionExpression=condition)',
        titles,
      ]),
    },
    {
      name: 'the tenant that the own profile says',
      python: flaskView(
        [
          'me = users.get_item(Key={"user_id": get_jwt_identity()})["Item"]',
          'condition = Key("tenant_id").eq(me["tenant_id"])',
          'found = table.query(IndexName="byTenant", KeyConditionExpression=condition)',
          titles,
        ],
        ['users = boto3.resource("dynamodb").Table("users")'],
      ),
    },
    {
      name: 'the one item is compared with the caller',
      python: flaskView([
        'found = table.query(IndexName="byNote", KeyConditionExpression=Key("note_id").eq(note_id))',
        'item = found["Items"][0]',
        'if item["owner"] != get_jwt_identity():',
        '    abort(404)',
        'return jsonify(title=item["title"])',
      ]),
    },
    {
      name: 'an owner that the client says, which is another finding',
      python: flaskView([
        'found = table.query(IndexName="byOwner", KeyConditionExpression=Key("owner").eq(user_id))',
        titles,
      ]),
    },
    {
      name: 'a filter by the caller',
      javascript: expressRoute([
        "const ExpressionAttributeValues = { ':s': 'open', ':me': req.auth.sub };",
        "const FilterExpression = 'ownerId = :me';",
        `const { Items } = await db.query({ ${byStatus}, FilterExpression, ExpressionAttributeValues });`,
        send,
      ]),
    },
    {
      name: 'whether there is one, and nothing of it',
      javascript: expressRoute([
        "const ExpressionAttributeValues = { ':s': req.query.name };",
        `const { Items } = await db.query({ ${byStatus}, ExpressionAttributeValues });`,
        'res.json({ isTaken: Items.length > 0 });',
      ]),
    },
    {
      name: 'how many there are',
      javascript: typescriptLambda([
        "const ExpressionAttributeValues = { ':s': 'open' };",
        `const { Count } = await ddb.send(new QueryCommand({ ${byStatus}, ExpressionAttributeValues }));`,
        'return { statusCode: 200, body: JSON.stringify({ Count, for: me }) };',
      ]),
    },
    {
      name: 'for the staff',
      javascript: expressRoute([
        "if (req.auth.role !== 'staff') return res.sendStatus(403);",
        "const ExpressionAttributeValues = { ':s': 'open' };",
        `const { Items } = await db.query({ ${byStatus}, ExpressionAttributeValues });`,
        send,
      ]),
    },
  ],
});
