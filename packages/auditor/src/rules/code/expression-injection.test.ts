import { testRule } from './code-rule.fixture.ts';
import rule from './expression-injection.ts';
import { expressRoute, flaskView, pythonLambda, typescriptLambda } from './note-applications.fixture.ts';

const titles = 'return jsonify([item["title"] for item in found["Items"]])';
const mine = 'Key={"user_id": get_jwt_identity()}';
const own = 'TableName, Key: { userId: req.auth.sub }';

testRule(rule, {
  vulnerable: [
    {
      name: 'a name in an f-string',
      python: flaskView([
        'field = request.args["field"]',
        'found = table.scan(FilterExpression=f"{field} = :v", ExpressionAttributeValues={":v": note_id})  # here',
        titles,
      ]),
      message: 'built',
    },
    {
      name: 'a name by %',
      python: flaskView([
        'found = table.scan(FilterExpression="attribute_exists(%s)" % request.args["field"])  # here',
        titles,
      ]),
    },
    {
      name: 'a name by format, in a key condition',
      python: pythonLambda([
        'sort = event["queryStringParameters"]["sort"]',
        'found = table.query(  # here',
        '    KeyConditionExpression="user_id = :me AND {} > :from".format(sort),',
        '    ExpressionAttributeValues={":me": me, ":from": "2026"},',
        ')',
        'return {"statusCode": 200, "body": json.dumps([item["title"] for item in found["Items"]])}',
      ]),
    },
    {
      name: 'an assignment for each field of the body',
      python: flaskView([
        'data = request.get_json()',
        'text = "SET " + ", ".join(f"{name} = :{name}" for name in data)',
        'values = {f":{name}": value for name, value in data.items()}',
        `table.update_item(${mine}, UpdateExpression=text, ExpressionAttributeValues=values)  # here`,
        'return "", 204',
      ]),
    },
    {
      name: 'a path into a document',
      python: flaskView([
        `table.update_item(${mine}, UpdateExpression="REMOVE labels." + note_id)  # here`,
        'return "", 204',
      ]),
    },
    {
      name: 'a condition as it was sent',
      python: flaskView([
        'table.put_item(  # here',
        '    Item={"user_id": get_jwt_identity(), "title": request.json["title"]},',
        '    ConditionExpression=request.json["condition"],',
        ')',
        'return "", 204',
      ]),
    },
    {
      name: 'a projection as it was sent',
      python: flaskView([
        `found = table.get_item(${mine}, ProjectionExpression=request.args["fields"])  # here`,
        'return jsonify(found["Item"])',
      ]),
    },
    {
      name: 'a template',
      javascript: expressRoute([
        'const { field, value } = req.query;',
        "const ExpressionAttributeValues = { ':v': value };",
        `const { Items } = await db.scan({ TableName, FilterExpression: \`\${field} = :v\`, ExpressionAttributeValues }); // here`,
        'res.json(Items.map(({ title }) => title));',
      ]),
      message: 'built',
    },
    {
      name: 'placeholders that are called as the body says, in a helper',
      javascript: typescriptLambda(
        [
          "const changes = JSON.parse(event.body ?? '{}');",
          'await ddb.send(new UpdateCommand({ TableName, Key: { userId: me }, UpdateExpression: assignments(changes) })); // here',
          'return { statusCode: 204 };',
        ],
        [
          'const assignments = (changes: object) =>',
          `  \`SET \${Object.keys(changes).map((name) => \`#\${name} = :\${name}\`).join(', ')}\`;`,
        ],
      ),
    },
    {
      name: 'a text that grows in a loop',
      javascript: expressRoute([
        "let text = 'SET ';",
        'for (const name in req.body) {',
        '  text += name + " = :" + name + ",";',
        '}',
        `await db.update({ ${own}, UpdateExpression: text.slice(0, -1) }); // here`,
        'res.sendStatus(204);',
      ]),
    },
    {
      name: 'a place in a list that may be a text',
      python: flaskView([
        'table.update_item(Key={"user_id": get_jwt_identity()}, UpdateExpression=f"REMOVE tags[{note_id}]")  # here',
        'return ""',
      ]),
    },
  ],
  fine: [
    {
      name: 'values by placeholders',
      python: flaskView([
        'values = {":me": get_jwt_identity(), ":p": request.args["prefix"]}',
        'condition = "user_id = :me AND begins_with(note_id, :p)"',
        'found = table.query(KeyConditionExpression=condition, ExpressionAttributeValues=values)',
        titles,
      ]),
    },
    {
      name: 'a condition that the library builds',
      python: flaskView([
        'wanted = Attr("title").contains(request.args["q"])',
        'found = table.query(KeyConditionExpression=Key("user_id").eq(get_jwt_identity()), FilterExpression=wanted)',
        titles,
      ]),
    },
    {
      name: 'a name that is one of a list',
      python: flaskView(
        [
          'field = request.args["field"]',
          'if field not in FIELDS:',
          '    abort(400)',
          'found = table.query(',
          '    KeyConditionExpression=Key("user_id").eq(get_jwt_identity()),',
          '    FilterExpression=f"attribute_exists({field})",',
          ')',
          titles,
        ],
        ['FIELDS = {"title", "text"}'],
      ),
    },
    {
      name: 'those fields of the body that are in a list',
      python: flaskView(
        [
          'data = {name: value for name, value in request.get_json().items() if name in FIELDS}',
          'text = "SET " + ", ".join(f"{name} = :{name}" for name in data)',
          'values = {f":{name}": value for name, value in data.items()}',
          `table.update_item(${mine}, UpdateExpression=text, ExpressionAttributeValues=values)`,
          'return "", 204',
        ],
        ['FIELDS = {"title", "text"}'],
      ),
    },
    {
      name: 'a list of names, as far as the body has them',
      python: flaskView([
        'data, parts, values = request.get_json(), [], {}',
        'for name in ("title", "text"):',
        '    if name in data:',
        '        parts.append(f"{name} = :{name}")',
        '        values[f":{name}"] = data[name]',
        `table.update_item(${mine}, UpdateExpression="SET " + ", ".join(parts), ExpressionAttributeValues=values)`,
        'return "", 204',
      ]),
    },
    {
      name: 'placeholders that are numbered',
      python: flaskView([
        'names, values, parts = {}, {}, []',
        'for number, (name, value) in enumerate(request.get_json().items()):',
        '    names[f"#n{number}"] = name',
        '    values[f":v{number}"] = value',
        '    parts.append(f"#n{number} = :v{number}")',
        `table.update_item(${mine}, UpdateExpression="SET " + ", ".join(parts), ExpressionAttributeNames=names)`,
        'return "", 204',
      ]),
    },
    {
      name: 'the fields that a model declares',
      python: [
        'import boto3',
        'from fastapi import Depends, FastAPI',
        'from pydantic import BaseModel',
        'from acme.security import get_current_user',
        'app = FastAPI()',
        'table = boto3.resource("dynamodb").Table("users")',
        'class Change(BaseModel):',
        '    title: str | None = None',
        '    text: str | None = None',
        '@app.patch("/me")',
        'def change(change: Change, user=Depends(get_current_user)):',
        '    data = change.model_dump(exclude_unset=True)',
        '    text = "SET " + ", ".join(f"#{name} = :{name}" for name in data)',
        '    table.update_item(Key={"user_id": user["sub"]}, UpdateExpression=text)',
        '    return {}',
      ].join('\n'),
    },
    {
      name: 'one of two signs',
      javascript: expressRoute([
        "const sign = req.query.down ? '-' : '+';",
        `await db.update({ ${own}, UpdateExpression: \`SET votes = votes \${sign} :one\` });`,
        'res.sendStatus(204);',
      ]),
    },
    {
      name: 'one of several names by a switch',
      javascript: expressRoute([
        "let field = 'createdAt';",
        'switch (req.query.sort) {',
        "  case 'title':",
        "    field = 'title';",
        '    break;',
        '}',
        `await db.update({ ${own}, UpdateExpression: \`REMOVE \${field}\` });`,
        'res.sendStatus(204);',
      ]),
    },
    {
      name: 'those fields of the body that are in a list',
      javascript: expressRoute(
        [
          'const names = Object.keys(req.body).filter((name) => FIELDS.includes(name));',
          `const text = names.map((name) => \`#\${name} = :\${name}\`).join(', ');`,
          `await db.update({ ${own}, UpdateExpression: 'SET ' + text });`,
          'res.sendStatus(204);',
        ],
        ["const FIELDS = ['title', 'text'];"],
      ),
    },
    {
      name: 'the fields that a schema declares',
      javascript: expressRoute(
        [
          'const names = Object.keys(Changes.parse(req.body));',
          `const text = names.map((name) => \`#\${name} = :\${name}\`).join(', ');`,
          `await db.update({ ${own}, UpdateExpression: 'SET ' + text });`,
          'res.sendStatus(204);',
        ],
        [
          "import { z } from 'zod';",
          'const Changes = z.object({ title: z.string().optional(), text: z.string().optional() });',
        ],
      ),
    },
    {
      name: 'a text of PartiQL, which is another finding',
      javascript: typescriptLambda(
        [
          `const Statement = \`SELECT title FROM notes WHERE owner = '\${me}' AND \${event.queryStringParameters?.where}\`;`,
          'const { Items } = await ddb.send(new ExecuteStatementCommand({ Statement }));',
          'return { statusCode: 200, body: JSON.stringify(Items) };',
        ],
        ["import { ExecuteStatementCommand } from '@aws-sdk/lib-dynamodb';"],
      ),
    },
    {
      name: 'placeholders of listed names, by themselves',
      javascript: expressRoute([
        "const allowed = new Set(['title', 'text']);",
        'const keys = Object.keys(req.body).filter((key) => allowed.has(key));',
        'await db.update({',
        "  TableName: 'notes',",
        '  Key: { userId: req.auth.sub },',
        `  UpdateExpression: 'SET ' + keys.map((key) => \`#\${key} = :\${key}\`).join(', '),`,
        `  ExpressionAttributeNames: Object.fromEntries(keys.map((key) => [\`#\${key}\`, key])),`,
        `  ExpressionAttributeValues: Object.fromEntries(keys.map((key) => [\`:\${key}\`, req.body[key]])),`,
        '});',
        'res.json({});',
      ]),
    },
    {
      name: 'a place in a list',
      python: flaskView([
        'table.update_item(Key={"user_id": get_jwt_identity()}, UpdateExpression=f"REMOVE tags[{int(note_id)}]")',
        'return ""',
      ]),
    },
    {
      name: 'a place in a list of JavaScript',
      javascript: expressRoute([
        `await db.update({ TableName, Key: { userId: req.auth.sub }, UpdateExpression: \`REMOVE tags[\${Number(req.query.place) || 0}]\` });`,
        'res.json({});',
      ]),
    },
  ],
});
