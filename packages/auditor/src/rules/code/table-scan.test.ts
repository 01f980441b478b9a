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
      name: 'a rank that is too low, one that the client says, and a number that is none',
      python: flask(
        'RANKS = {"reader": 0, "editor": 1, "admin": 2}',
        '@app.get("/low")',
        '@jwt_required()',
        'def low():',
        '    if RANKS[get_jwt()["role"]] > 1:',
        '        abort(403)',
        '    items = table.scan()["Items"]  # here',
        `    ${titles}`,
        '',
        '@app.get("/said")',
        '@jwt_required()',
        'def said():',
        '    if RANKS.get(request.args["role"], 0) < 2:',
        '        abort(403)',
        '    items = table.scan()["Items"]  # here',
        `    ${titles}`,
        '',
        '@app.get("/old")',
        '@jwt_required()',
        'def old():',
        '    if get_jwt()["age"] < 18:',
        '        abort(403)',
        '    items = table.scan()["Items"]  # here',
        `    ${titles}`,
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
    {
      name: 'grouped by owner, of somebody else',
      python: flaskView(
        '/notes/<note_id>',
        'by_owner = {}',
        'for item in table.scan()["Items"]:  # here',
        '    by_owner.setdefault(item["owner"], []).append(item["title"])',
        'return jsonify(by_owner.get(note_id, []))',
      ),
    },
    {
      name: 'those of others are left out where the client asks for it',
      python: flaskView(
        '/notes/<note_id>',
        'items = table.scan()["Items"]  # here',
        'if request.args.get("mine"):',
        '    items = [item for item in items if item["owner"] == get_jwt_identity()]',
        'return jsonify([item["title"] for item in items])',
      ),
    },
    {
      name: 'a filter of the store and one of the code',
      python: flaskView(
        '/notes/<note_id>',
        'me = get_jwt_identity()',
        'items = table.scan(FilterExpression=Attr("owner").eq(me))["Items"]  # here',
        'return jsonify([item["title"] for item in items if item["owner"] == me])',
      ),
      message: 'filtered',
      severity: 'low',
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
      name: 'a rank that is high enough',
      python: flask(
        'RANKS = {"reader": 0, "editor": 1, "admin": 2}',
        'def at_least(rank):',
        '    if RANKS.get(get_jwt()["role"], 0) < RANKS[rank]:',
        '        abort(403)',
        '',
        '@app.get("/notes")',
        '@jwt_required()',
        'def notes():',
        '    at_least("admin")',
        '    items = table.scan()["Items"]',
        `    ${titles}`,
        '',
        '@app.get("/all")',
        '@jwt_required()',
        'def every():',
        '    if not 2 <= RANKS[get_jwt()["role"]]:',
        '        abort(403)',
        '    items = table.scan()["Items"]',
        `    ${titles}`,
      ),
      javascript: expressRoute(
        '/notes',
        "const ranks = ['reader', 'editor', 'admin'];",
        "if (ranks.indexOf(req.auth.role) < ranks.indexOf('admin')) return res.sendStatus(403);",
        "const { Items } = await db.scan({ TableName: 'notes' });",
        reply,
      ),
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
    {
      name: 'those of others are left out for who has no role',
      python: flaskView(
        '/notes/<note_id>',
        'me, role = get_jwt_identity(), get_jwt()["role"]',
        'items = table.scan()["Items"]',
        'if role != "admin":',
        '    items = [item for item in items if item["owner"] == me]',
        'return jsonify([item["title"] for item in items])',
      ),
    },
    {
      name: 'grouped by owner',
      python: flaskView(
        '/notes/<note_id>',
        'by_owner = {}',
        'for item in table.scan()["Items"]:',
        '    by_owner.setdefault(item["owner"], []).append(item["title"])',
        'return jsonify(by_owner.get(get_jwt_identity(), []))',
      ),
    },
    {
      name: 'a choice by role',
      javascript: expressRoute(
        '/notes/:noteId',
        "const { Items } = await db.scan({ TableName: 'notes' });",
        "const own = req.auth.role === 'admin' ? Items : Items.filter((item) => item.owner === req.auth.sub);",
        'res.json(own.map((item) => item.title));',
      ),
    },
    {
      name: 'grouped by owner, in one expression',
      javascript: expressRoute(
        '/notes/:noteId',
        "const { Items } = await db.scan({ TableName: 'notes' });",
        'const byOwner = {};',
        'for (const item of Items) (byOwner[item.owner] ??= []).push(item.title);',
        'res.json(byOwner[req.auth.sub] ?? []);',
      ),
    },
    {
      name: 'grouped by the language',
      javascript: expressRoute(
        '/notes/:noteId',
        "const { Items } = await db.scan({ TableName: 'notes' });",
        'const byOwner = Object.groupBy(Items, (item) => item.owner);',
        'res.json((byOwner[req.auth.sub] ?? []).map((item) => item.title));',
      ),
    },
  ],
});
