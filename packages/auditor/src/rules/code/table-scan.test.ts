import { testRule } from './code-rule.fixture.ts';
import { expressRoute, flask, flaskView } from './small-applications.fixture.ts';
import rule from './table-scan.ts';

const titles = 'return jsonify([item["title"] for item in items])';
const reply = 'res.json(Items.map(({ title }) => title));';

testRule(rule, {
  vulnerable: [
    {
      name: 'all items',
      python: flaskView('/notes', 'items = table.scan()["Items"]  # here', titles),
      message: 'everything',
    },
    {
      name: 'page after page, in a helper',
      python: flask(
        'def every():',
        '    found, start = [], {}',
        '    while True:',
        '        page = table.scan(**start)  # here',
        '        found.extend(page["Items"])',
        '        if "LastEvaluatedKey" not in page:',
        '            return found',
        '        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}',
        '',
        '@app.get("/notes")',
        '@jwt_required()',
        'def notes():',
        '    return jsonify([item["title"] for item in every()])',
      ),
    },
    {
      name: 'a paginator, and a SELECT without a key',
      python: flaskView(
        '/notes',
        'pages = client.get_paginator("scan").paginate(TableName="notes")  # here',
        'items = [item for page in pages for item in page["Items"]]',
        'items += client.execute_statement(Statement="SELECT title FROM marks")["Items"]  # here',
        titles,
      ),
    },
    {
      name: 'a filter by what the client says',
      python: flaskView(
        '/notes',
        'items = table.scan(FilterExpression=Attr("owner").eq(request.args["owner"]))["Items"]  # here',
        titles,
      ),
      message: 'everything',
    },
    {
      name: 'a filter that leaves out what is the own',
      python: flaskView(
        '/notes',
        'items = table.scan(FilterExpression=Attr("owner").ne(get_jwt_identity()))["Items"]  # here',
        titles,
      ),
      message: 'everything',
    },
    {
      name: 'a filter by the caller',
      python: flaskView(
        '/notes',
        'items = table.scan(FilterExpression=Attr("owner").eq(get_jwt_identity()))["Items"]  # here',
        titles,
      ),
      message: 'filtered',
      severity: 'low',
    },
    {
      name: 'a filter by the caller, of JavaScript',
      javascript: expressRoute(
        '/notes',
        "const { Items } = await db.scan({ TableName: 'notes', FilterExpression: '#o = :me', ExpressionAttributeNames: { '#o': 'owner' }, ExpressionAttributeValues: { ':me': req.auth.sub } }); // here",
        reply,
      ),
      message: 'filtered',
      severity: 'low',
    },
    {
      name: 'one of all',
      javascript: expressRoute(
        '/notes/:noteId',
        "const { Items } = await db.scan({ TableName: 'notes' }); // here",
        'const note = Items.find(({ noteId }) => noteId === req.params.noteId);',
        'res.json({ title: note.title });',
      ),
      message: 'everything',
    },
    {
      name: 'pages of version 3',
      javascript: expressRoute(
        '/notes',
        'const titles = [];',
        "for await (const page of paginateScan({ client: db }, { TableName: 'notes' })) { // here",
        '  titles.push(...page.Items.map(({ title }) => title));',
        '}',
        'res.json(titles);',
      ).replace('{ DynamoDBDocument }', '{ DynamoDBDocument, paginateScan }'),
    },
    {
      name: 'a check of a role that lets everybody go on',
      javascript: expressRoute(
        '/notes',
        "if (req.auth.role !== 'admin') console.warn('not an administrator');",
        "const { Items } = await db.scan({ TableName: 'notes' }); // here",
        reply,
      ),
    },
  ],
  fine: [
    {
      name: 'a query by the caller',
      python: flaskView(
        '/notes',
        'items = table.query(KeyConditionExpression=Key("user_id").eq(get_jwt_identity()))["Items"]',
        titles,
      ),
    },
    {
      name: 'administrators',
      python: flaskView(
        '/notes',
        'if get_jwt()["role"] != "admin":',
        '    abort(403)',
        'items = table.scan()["Items"]',
        titles,
      ),
    },
    {
      name: 'how many there are',
      python: flaskView('/notes', 'return jsonify(count=table.scan(Select="COUNT")["Count"])'),
    },
    {
      name: 'work on all items, of which nothing is answered',
      python: flaskView(
        '/notes',
        'for item in table.scan(ProjectionExpression="note_id")["Items"]:',
        '    client.delete_item(TableName="notes", Key={"note_id": {"S": item["note_id"]}})',
        'return "", 204',
      ),
    },
    {
      name: 'a SELECT by the caller',
      python: flaskView(
        '/notes',
        'items = client.execute_statement(',
        '    Statement="SELECT title FROM notes WHERE user_id = ?", Parameters=[{"S": get_jwt_identity()}])["Items"]',
        titles,
      ),
    },
    {
      name: 'nobody is signed in, which is a flaw of another name',
      python: flask('@app.get("/notes")', 'def notes():', '    items = table.scan()["Items"]', `    ${titles}`),
    },
    {
      name: 'administrators, of JavaScript',
      javascript: expressRoute(
        '/notes',
        "if (!req.auth.roles.includes('admin')) return res.sendStatus(403);",
        "const { Items } = await db.scan({ TableName: 'notes' });",
        reply,
      ),
    },
    {
      name: 'left out in the code, which is a flaw of another name',
      javascript: expressRoute(
        '/notes',
        "const { Items } = await db.scan({ TableName: 'notes' });",
        'res.json(Items.filter(({ owner }) => owner === req.auth.sub).map(({ title }) => title));',
      ),
    },
    {
      name: 'the count of JavaScript',
      javascript: expressRoute(
        '/notes',
        "const { Count } = await db.scan({ TableName: 'notes', Select: 'COUNT' });",
        'res.json({ Count });',
      ),
    },
  ],
});
