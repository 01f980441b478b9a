import { testRule } from './code-rule.fixture.ts';
import rule from './missing-condition.ts';
import { expressRoute, flask, flaskView } from './small-applications.fixture.ts';

const own = '{"user_id": get_jwt_identity(), "note_id": note_id}';
const update = (more = '', mark = ''): string[] => [
  `table.update_item(Key=${own}, UpdateExpression="SET title = :t", ExpressionAttributeValues={":t": "x", ":v": 1}${more})${mark}`,
  'return "", 204',
];
const put = (item: string, more = ''): string => `await db.put({ TableName: 'notes', Item: ${item}${more} });`;
const change = (more = ''): string =>
  `await db.update({ TableName: 'notes', Key: { pk: \`USER#\${req.auth.sub}\`, sk: \`NOTE#\${req.params.noteId}\` }, UpdateExpression: 'SET title = :t', ExpressionAttributeValues: { ':t': 'x', ':v': 1 }${more} });`;

testRule(rule, {
  vulnerable: [
    {
      name: 'a new item under an id of the body',
      python: flaskView(
        '/notes',
        'body = request.get_json()',
        'table.put_item(Item={"user_id": get_jwt_identity(), "note_id": body["id"], "title": "new"})  # here',
        'return "", 201',
      ),
      message: 'overwrites',
    },
    {
      name: 'the same in a transaction',
      python: flaskView(
        '/notes',
        'item = {"user_id": {"S": get_jwt_identity()}, "note_id": {"S": request.get_json()["id"]}}',
        'client.transact_write_items(TransactItems=[{"Put": {"TableName": "notes", "Item": item}}])  # here',
        'return "", 201',
      ),
      message: 'overwrites',
    },
    { name: 'a change', python: flaskView('/notes/<note_id>', ...update('', '  # here')), message: 'creates' },
    {
      name: 'a condition that what is not there meets',
      python: flaskView('/notes/<note_id>', ...update(', ConditionExpression="locked <> :v"', '  # here')),
      message: 'creates',
    },
    {
      name: 'a change by the client, in a helper',
      python: flask(
        'def rename(owner, note, title):',
        '    client.update_item(  # here',
        '        TableName="notes", Key={"user_id": {"S": owner}, "note_id": {"S": note}},',
        '        UpdateExpression="SET title = :t", ExpressionAttributeValues={":t": {"S": title}})',
        '',
        '@app.patch("/notes/<note_id>")',
        '@jwt_required()',
        'def change(note_id):',
        '    rename(get_jwt_identity(), note_id, request.get_json()["title"])',
        '    return "", 204',
      ),
      message: 'creates',
    },
    {
      name: 'a new item of JavaScript',
      javascript: expressRoute(
        '/notes',
        `${put("{ userId: req.auth.sub, noteId: req.body.id, title: 'new' }")} // here`,
        'res.sendStatus(201);',
      ),
      message: 'overwrites',
    },
    {
      name: 'a change of JavaScript, with keys of several parts',
      javascript: expressRoute('/notes/:noteId', `${change()} // here`, 'res.end();'),
      message: 'creates',
    },
  ],
  fine: [
    {
      name: 'there must be none',
      python: flaskView(
        '/notes',
        'item = {"user_id": get_jwt_identity(), "note_id": request.get_json()["id"]}',
        'table.put_item(Item=item, ConditionExpression=Attr("note_id").not_exists())',
        'return "", 201',
      ),
    },
    {
      name: 'the server makes the id',
      python: flaskView(
        '/notes',
        'table.put_item(Item={"user_id": get_jwt_identity(), "note_id": uuid.uuid4().hex, "title": request.json["title"]})',
        'return "", 201',
      ),
    },
    {
      name: 'there must be one',
      python: flaskView('/notes/<note_id>', ...update(', ConditionExpression="attribute_exists(note_id)"')),
    },
    {
      name: 'a version that must be as it was',
      python: flaskView(
        '/notes/<note_id>',
        ...update(', ConditionExpression=Attr("version").eq(request.json["version"])'),
      ),
    },
    {
      name: 'it was read before',
      python: flaskView(
        '/notes/<note_id>',
        `if table.get_item(Key=${own}).get("Item") is None:`,
        '    abort(404)',
        ...update(),
      ),
    },
    {
      name: 'settings of the caller',
      python: flaskView('/settings', 'note_id = "settings"', ...update()),
    },
    {
      name: 'PUT replaces, and is meant to',
      python: flask(
        '@app.put("/notes/<note_id>")',
        '@jwt_required()',
        'def replace(note_id):',
        '    table.put_item(Item={"user_id": get_jwt_identity(), "note_id": note_id, "title": request.json["title"]})',
        '    return "", 204',
      ),
    },
    {
      name: 'there must be none, of JavaScript',
      javascript: expressRoute(
        '/notes',
        put('{ userId: req.auth.sub, noteId: req.body.id }', ", ConditionExpression: 'attribute_not_exists(noteId)'"),
        'res.sendStatus(201);',
      ),
    },
    {
      name: 'one item for each caller',
      javascript: expressRoute(
        '/settings',
        put('{ userId: req.auth.sub, theme: String(req.body.theme) }'),
        'res.end();',
      ),
    },
    {
      name: 'a version by a placeholder',
      javascript: expressRoute(
        '/notes/:noteId',
        change(", ConditionExpression: '#v = :v', ExpressionAttributeNames: { '#v': 'version' }"),
        'res.end();',
      ),
    },
  ],
});
