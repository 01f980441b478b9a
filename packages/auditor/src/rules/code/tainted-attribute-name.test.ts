import { testRule } from './code-rule.fixture.ts';
import { expressRoute, flaskView } from './small-applications.fixture.ts';
import rule from './tainted-attribute-name.ts';

const mine = 'Key("user_id").eq(get_jwt_identity())';
const titles = 'return jsonify([item["title"] for item in found["Items"]])';
const update = (names: string, mark = ''): string[] => [
  `table.update_item(${mark}`,
  '    Key={"user_id": get_jwt_identity()}, UpdateExpression="SET #field = :value",',
  `    ExpressionAttributeNames={"#field": ${names}}, ExpressionAttributeValues={":value": request.json["value"]})`,
  'return "", 204',
];
const change = (name: string): string =>
  `await db.update({ TableName: 'notes', Key: { userId: req.auth.sub }, UpdateExpression: 'SET #f = :v', ExpressionAttributeNames: { '#f': ${name} }, ExpressionAttributeValues: { ':v': req.body.value } });`;
const list = (more: string): string =>
  `const { Items } = await db.query({ KeyConditionExpression: 'userId = :me', ExpressionAttributeValues: { ':me': req.auth.sub }, ${more} });`;
const reply = 'res.json(Items.map(({ title }) => title));';

testRule(rule, {
  vulnerable: [
    {
      name: 'a table of the path',
      python: flaskView(
        '/<name>',
        `found = dynamodb.Table(name).query(KeyConditionExpression=${mine})  # here`,
        titles,
      ),
      message: 'named',
    },
    {
      name: 'a part of the name of a table',
      python: flaskView(
        '/<tenant>/notes',
        `found = dynamodb.Table(f"notes-{tenant}").query(KeyConditionExpression=${mine})  # here`,
        titles,
      ),
    },
    {
      name: 'an index',
      python: flaskView(
        '/notes',
        `found = table.query(IndexName=request.args["sort"], KeyConditionExpression=${mine})  # here`,
        titles,
      ),
    },
    {
      name: 'the attribute of a filter, as one of two',
      python: flaskView(
        '/notes',
        'wanted = Attr("kind").eq("note") & Attr(request.args["by"]).exists()',
        `found = table.query(KeyConditionExpression=${mine}, FilterExpression=wanted)  # here`,
        titles,
      ),
    },
    {
      name: 'the attribute of a key',
      python: flaskView(
        '/notes',
        'found = table.query(KeyConditionExpression=Key(request.args["by"]).eq(get_jwt_identity()))  # here',
        titles,
      ),
    },
    { name: 'a placeholder of a change', python: flaskView('/notes', ...update('request.json["field"]', '  # here')) },
    {
      name: 'a placeholder of a change, of JavaScript',
      javascript: expressRoute('/notes', 'const { field } = req.body;', `${change('field')} // here`, 'res.end();'),
      message: 'named',
    },
    {
      name: 'a table and an index of JavaScript',
      javascript: expressRoute(
        '/:name/notes',
        `${list('TableName: req.params.name').replace('Items', 'Items: all')} // here`,
        `${list("TableName: 'notes', IndexName: 'by-' + req.query.sort")} // here`,
        'res.json([all.length, Items.map(({ title }) => title)]);',
      ),
    },
    {
      name: 'a table with what the client says in it',
      python: flaskView(
        '/notes/<note_id>',
        'names = {"date": "created", "own": request.args["name"]}',
        'name = names[request.args["sort"]]',
        'found = table.query(KeyConditionExpression=Key("user_id").eq(get_jwt_identity()), FilterExpression=Attr(name).exists())  # here',
        'return jsonify([note["title"] for note in found["Items"]])',
      ),
    },
    {
      name: 'what the client says, where an object in the code has nothing',
      javascript: expressRoute(
        '/notes/:noteId',
        "const name = { date: 'created' }[req.query.sort] ?? req.query.sort;",
        "const { Items } = await db.query({ TableName: 'notes', KeyConditionExpression: 'userId = :me', FilterExpression: 'attribute_exists(#n)', ExpressionAttributeNames: { '#n': name }, ExpressionAttributeValues: { ':me': req.auth.sub } }); // here",
        'res.json(Items.map((note) => note.title));',
      ),
    },
  ],
  fine: [
    {
      name: 'every field of the body, which is mass assignment',
      javascript: expressRoute(
        '/notes',
        'const fields = Object.keys(req.body);',
        `const ExpressionAttributeNames = Object.fromEntries(fields.map((field, i) => [\`#\${i}\`, field]));`,
        `const ExpressionAttributeValues = Object.fromEntries(fields.map((field, i) => [\`:\${i}\`, req.body[field]]));`,
        "const UpdateExpression = 'SET ' + fields.map((_, i) => '#' + i + ' = :' + i).join(', ');",
        "await db.update({ TableName: 'notes', Key: { userId: req.auth.sub }, UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues });",
        'res.end();',
      ),
    },
    {
      name: 'fixed names, values of the client',
      python: flaskView(
        '/notes',
        'wanted = Attr("kind").eq(request.args["kind"])',
        `found = table.query(KeyConditionExpression=${mine}, FilterExpression=wanted)`,
        titles,
      ),
    },
    {
      name: 'one of a list',
      python: flaskView(
        '/notes',
        'field = request.json["field"]',
        'if field not in {"title", "text"}:',
        '    abort(400)',
        ...update('field'),
      ),
    },
    {
      name: 'an index that is looked up',
      python: flaskView(
        '/notes',
        'index = {"day": "byDay"}.get(request.args["sort"], "byTitle")',
        `found = table.query(IndexName=index, KeyConditionExpression=${mine})`,
        titles,
      ),
    },
    {
      name: 'fields of a list that are in the body',
      python: flaskView(
        '/notes',
        'changes = {field: request.json[field] for field in ("title", "text") if field in request.json}',
        'table.update_item(',
        '    Key={"user_id": get_jwt_identity()},',
        '    UpdateExpression="SET " + ", ".join(f"#{field} = :{field}" for field in changes),',
        '    ExpressionAttributeNames={f"#{field}": field for field in changes},',
        '    ExpressionAttributeValues={f":{field}": value for field, value in changes.items()})',
        'return "", 204',
      ),
    },
    {
      name: 'a table of the environment',
      python: flaskView(
        '/notes',
        `found = dynamodb.Table(os.environ["TABLE"]).query(KeyConditionExpression=${mine})`,
        titles,
      ),
    },
    {
      name: 'one of a set',
      javascript: expressRoute(
        '/notes',
        'const { field } = req.body;',
        "if (!new Set(['title', 'text']).has(field)) return res.sendStatus(400);",
        change('field'),
        'res.end();',
      ),
    },
    {
      name: 'a choice between two indexes',
      javascript: expressRoute(
        '/notes',
        list("TableName: 'notes', IndexName: req.query.sort === 'day' ? 'byDay' : 'byTitle'"),
        reply,
      ),
    },
    {
      name: 'a name that a table in the code gives',
      python: flaskView(
        '/notes/<note_id>',
        'SORTS = {"date": "created", "name": "title"}',
        'name = SORTS[request.args["sort"]]',
        'found = table.query(KeyConditionExpression=Key("user_id").eq(get_jwt_identity()), FilterExpression=Attr(name).exists())',
        'return jsonify([note["title"] for note in found["Items"]])',
      ),
    },
    {
      name: 'a name that an object in the code gives, else another',
      javascript: expressRoute(
        '/notes/:noteId',
        "const name = { date: 'created', name: 'title' }[req.query.sort] ?? 'created';",
        "const { Items } = await db.query({ TableName: 'notes', KeyConditionExpression: 'userId = :me', FilterExpression: 'attribute_exists(#n)', ExpressionAttributeNames: { '#n': name }, ExpressionAttributeValues: { ':me': req.auth.sub } });",
        'res.json(Items.map((note) => note.title));',
      ),
    },
    {
      name: 'placeholders of listed names, by their place',
      javascript: expressRoute(
        '/notes/:noteId',
        "const allowed = new Set(['title', 'text']);",
        'const keys = Object.keys(req.body).filter((key) => allowed.has(key));',
        'await db.update({',
        "  TableName: 'notes',",
        '  Key: { userId: req.auth.sub },',
        `  UpdateExpression: 'SET ' + keys.map((key, index) => \`#n\${index} = :v\${index}\`).join(', '),`,
        `  ExpressionAttributeNames: Object.fromEntries(keys.map((key, index) => [\`#n\${index}\`, key])),`,
        `  ExpressionAttributeValues: Object.fromEntries(keys.map((key, index) => [\`:v\${index}\`, req.body[key]])),`,
        '});',
        'res.json({});',
      ),
    },
    {
      name: 'placeholders of listed names, by themselves',
      javascript: expressRoute(
        '/notes/:noteId',
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
      ),
    },
  ],
});
