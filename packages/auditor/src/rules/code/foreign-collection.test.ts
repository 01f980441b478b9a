import { testRule } from './code-rule.fixture.ts';
import rule from './foreign-collection.ts';
import { expressRoute, flaskView, pythonLambda, typescriptLambda } from './note-applications.fixture.ts';

const titles = 'return jsonify([item["title"] for item in found["Items"]])';
const topic = 'KeyConditionExpression=Key("topic").eq("news")';
const send = 'res.json(Items.map(({ title }) => title));';

testRule(rule, {
  vulnerable: [
    {
      name: 'a constant',
      python: flaskView([`found = table.query(${topic})  # here`, titles]),
      message: 'unscoped',
    },
    {
      name: 'a category that the client says',
      python: flaskView([
        'found = table.query(KeyConditionExpression=Key("category").eq(request.args["category"]))  # here',
        titles,
      ]),
    },
    {
      name: 'a topic that is one of a list, which does not make it the own',
      python: flaskView([
        'if note_id not in ("news", "sport"):',
        '    abort(404)',
        'found = table.query(KeyConditionExpression=Key("topic").eq(note_id))  # here',
        titles,
      ]),
    },
    {
      name: 'one partition for all, in a single table',
      python: pythonLambda([
        'condition = Key("pk").eq("NOTES") & Key("sk").begins_with(event["queryStringParameters"]["from"])',
        'found = table.query(KeyConditionExpression=condition)  # here',
        'print(me)',
        'return {"statusCode": 200, "body": json.dumps([item["title"] for item in found["Items"]])}',
      ]),
    },
    {
      name: 'a filter by an owner that the client says',
      python: flaskView([
        `found = table.query(${topic}, FilterExpression=Attr("owner").eq(request.args["owner"]))  # here`,
        titles,
      ]),
    },
    {
      name: 'a filter that lets through those of others',
      python: flaskView([
        `found = table.query(${topic}, FilterExpression=Attr("owner").ne(get_jwt_identity()))  # here`,
        titles,
      ]),
    },
    {
      name: 'a query in a class of its own',
      javascript: expressRoute(
        ['res.json((await new Notes().about(req.query.topic)).map(({ title }) => title));'],
        [
          'class Notes {',
          '  async about(topic: string) {',
          "    const ExpressionAttributeValues = { ':t': topic };",
          '    const { Items } = await db.query({ // here',
          "      TableName, KeyConditionExpression: 'topic = :t', ExpressionAttributeValues,",
          '    });',
          '    return Items ?? [];',
          '  }',
          '}',
        ],
      ),
    },
    {
      name: 'a filter by the caller or something else',
      javascript: expressRoute([
        "const names = { '#s': 'status' };",
        "const values = { ':s': 'open', ':me': req.auth.sub, ':yes': true };",
        'const { Items } = await db.query({ // here',
        "  TableName, KeyConditionExpression: '#s = :s', FilterExpression: 'owner = :me OR shown = :yes',",
        '  ExpressionAttributeNames: names, ExpressionAttributeValues: values,',
        '});',
        send,
      ]),
    },
    {
      name: 'a Lambda function',
      javascript: typescriptLambda([
        "const topic = event.pathParameters?.topic ?? 'news';",
        "const values = { ':t': topic };",
        'const { Items = [] } = await ddb.send(new QueryCommand({ // here',
        "  TableName, KeyConditionExpression: 'topic = :t', ExpressionAttributeValues: values,",
        '}));',
        "console.log('listed for', me);",
        'return { statusCode: 200, body: JSON.stringify(Items.map(({ title }) => title)) };',
      ]),
    },
  ],
  fine: [
    {
      name: 'the caller is the partition',
      python: flaskView(['found = table.query(KeyConditionExpression=Key("user_id").eq(get_jwt_identity()))', titles]),
    },
    {
      name: 'the caller is the sort key',
      python: flaskView([
        'condition = Key("topic").eq("news") & Key("author").begins_with(f"{get_jwt_identity()}#")',
        'found = table.query(KeyConditionExpression=condition)',
        titles,
      ]),
    },
    {
      name: 'a filter by the caller',
      python: flaskView([
        `found = table.query(${topic}, FilterExpression=Attr("owner").eq(get_jwt_identity()))`,
        titles,
      ]),
    },
    {
      name: 'a filter by what the own profile says',
      python: flaskView(
        [
          'me = users.get_item(Key={"user_id": get_jwt_identity()})["Item"]',
          `found = table.query(${topic}, FilterExpression=Attr("tenant_id").eq(me["tenant_id"]))`,
          titles,
        ],
        ['users = boto3.resource("dynamodb").Table("users")'],
      ),
    },
    {
      name: 'for moderators',
      python: flaskView([
        'if "moderator" not in get_jwt()["roles"]:',
        '    abort(403)',
        `found = table.query(${topic})`,
        titles,
      ]),
    },
    {
      name: 'for members of the team that is listed',
      python: flaskView(
        [
          'if "Item" not in members.get_item(Key={"team": user_id, "user_id": get_jwt_identity()}):',
          '    abort(404)',
          'found = table.query(KeyConditionExpression=Key("team").eq(user_id))',
          titles,
        ],
        ['members = boto3.resource("dynamodb").Table("members")'],
      ),
    },
    {
      name: 'only how many there are',
      python: flaskView([`found = table.query(${topic})`, 'return jsonify(count=found["Count"])']),
    },
    {
      name: 'nothing of it is answered',
      python: flaskView([
        `for item in table.query(${topic})["Items"]:`,
        '    table.delete_item(Key={"note_id": item["note_id"]})',
        'return "", 204',
      ]),
    },
    {
      name: 'an owner that the client says, which is another finding',
      javascript: expressRoute([
        "const values = { ':u': req.params.userId };",
        "const own = { KeyConditionExpression: 'userId = :u', ExpressionAttributeValues: values };",
        'const { Items } = await db.query({ TableName, ...own });',
        send,
      ]),
    },
    {
      name: 'an index, which is another finding',
      javascript: expressRoute([
        "const open = { KeyConditionExpression: 'status = :s', ExpressionAttributeValues: { ':s': 'open' } };",
        "const { Items } = await db.query({ TableName, IndexName: 'byStatus', ...open });",
        send,
      ]),
    },
    {
      name: 'a key with the tenant of the caller',
      javascript: expressRoute([
        `const ExpressionAttributeValues = { ':pk': \`TENANT#\${req.auth.tenant}#open\` };`,
        "const { Items } = await db.query({ TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues });",
        send,
      ]),
    },
  ],
});
