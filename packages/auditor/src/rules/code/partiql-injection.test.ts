import { testRule } from './code-rule.fixture.ts';
import rule from './partiql-injection.ts';
import { expressRoute, flaskView } from './small-applications.fixture.ts';

const titles = 'return jsonify([item["title"] for item in found["Items"]])';
const reply = 'res.json(Items.map(({ title }) => title));';

testRule(rule, {
  vulnerable: [
    {
      name: 'an f-string',
      python: flaskView(
        '/notes',
        'kind = request.args["kind"]',
        `found = client.execute_statement(Statement=f"SELECT title FROM notes WHERE kind = '{kind}'")  # here`,
        titles,
      ),
      message: 'built',
    },
    {
      name: 'a condition that is put behind it',
      python: flaskView(
        '/notes',
        'text = "SELECT title FROM notes WHERE user_id = ?"',
        'if "kind" in request.args:',
        `    text += " AND kind = '%s'" % request.args["kind"]`,
        'found = client.execute_statement(Statement=text, Parameters=[{"S": get_jwt_identity()}])  # here',
        titles,
      ),
    },
    {
      name: 'a transaction, and the client of a table',
      python: flaskView(
        '/notes/<note_id>',
        'text = "DELETE FROM notes WHERE note_id = \'{}\'".format(note_id)',
        'client.execute_transaction(TransactStatements=[{"Statement": text}])  # here',
        `table.meta.client.execute_statement(Statement="DELETE FROM marks WHERE note_id = '" + note_id + "'")  # here`,
        'return "", 204',
      ),
    },
    {
      name: 'a check of the wrong way round',
      python: flaskView(
        '/notes',
        'order = request.args["order"]',
        'if order in ("drop", "delete"):',
        '    abort(400)',
        'found = client.execute_statement(  # here',
        '    Statement=f"SELECT title FROM notes WHERE user_id = ? ORDER BY note_id {order}",',
        '    Parameters=[{"S": get_jwt_identity()}])',
        titles,
      ),
    },
    {
      name: 'a template',
      javascript: expressRoute(
        '/notes',
        `const text = \`SELECT title FROM notes WHERE userId = '\${req.query.user}'\`;`,
        'const { Items } = await db.executeStatement({ Statement: text }); // here',
        reply,
      ),
    },
    {
      name: 'conditions that are joined',
      javascript: expressRoute(
        '/notes',
        "const parts = ['SELECT title FROM notes WHERE userId = ?'];",
        `if (req.query.kind) parts.push(\`kind = '\${req.query.kind}'\`);`,
        "const { Items } = await db.executeStatement({ Statement: parts.join(' AND '), Parameters: [req.auth.sub] }); // here",
        reply,
      ),
    },
    {
      name: 'a batch of version 2',
      javascript: expressRoute(
        '/notes',
        'const Statements = req.body.ids.map((id) => ({ Statement: "SELECT title FROM notes WHERE noteId = \'" + id + "\'" }));',
        'const { Responses } = await new AWS.DynamoDB().batchExecuteStatement({ Statements }).promise(); // here',
        'res.json(Responses.map(({ Item }) => Item.title));',
      ).replace("'express';", "'express';\nimport AWS from 'aws-sdk';"),
    },
    {
      name: 'a number, and the same as a text',
      python: flaskView(
        '/notes/<note_id>',
        'page = request.args["page"]',
        'found = client.execute_statement(Statement=f"SELECT title FROM notes WHERE user_id = ? AND page > {int(page)} AND kind = \'{page}\'", Parameters=[{"S": get_jwt_identity()}])  # here',
        'return jsonify([note["title"] for note in found["Items"]])',
      ),
    },
  ],
  fine: [
    {
      name: 'values are parameters',
      python: flaskView(
        '/notes',
        'found = client.execute_statement(',
        '    Statement="SELECT title FROM notes WHERE user_id = ? AND kind = ?",',
        '    Parameters=[{"S": get_jwt_identity()}, {"S": request.args["kind"]}])',
        titles,
      ),
    },
    {
      name: 'as many marks as there are values',
      python: flaskView(
        '/notes',
        'ids = request.args.getlist("id")',
        'marks = ", ".join("?" for _ in ids)',
        'found = client.execute_statement(',
        '    Statement=f"SELECT title FROM notes WHERE user_id = ? AND note_id IN [{marks}]",',
        '    Parameters=[{"S": get_jwt_identity()}, *[{"S": one} for one in ids]])',
        titles,
      ),
    },
    {
      name: 'one of a list',
      python: flaskView(
        '/notes',
        'order = request.args.get("order", "ASC")',
        'if order not in ("ASC", "DESC"):',
        '    abort(400)',
        'found = client.execute_statement(',
        '    Statement=f"SELECT title FROM notes WHERE user_id = ? ORDER BY note_id {order}",',
        '    Parameters=[{"S": get_jwt_identity()}])',
        titles,
      ),
    },
    {
      name: 'a name that is looked up',
      python: flaskView(
        '/notes',
        'column = {"t": "title", "d": "day"}.get(request.args["column"], "title")',
        'found = client.execute_statement(',
        '    Statement=f"SELECT {column} FROM notes WHERE user_id = ?", Parameters=[{"S": get_jwt_identity()}])',
        'return jsonify([item[column] for item in found["Items"]])',
      ),
    },
    {
      name: 'a table of the environment, values as parameters',
      javascript: expressRoute(
        '/notes',
        `const Statement = \`SELECT title FROM "\${process.env.TABLE}" WHERE userId = ? AND kind = ?\`;`,
        'const { Items } = await db.executeStatement({ Statement, Parameters: [req.auth.sub, req.query.kind] });',
        reply,
      ),
    },
    {
      name: 'as many marks as there are values, of JavaScript',
      javascript: expressRoute(
        '/notes',
        "const ids = String(req.query.ids).split(',');",
        "const marks = ids.map(() => '?').join(', ');",
        `const Statement = \`SELECT title FROM notes WHERE userId = ? AND noteId IN [\${marks}]\`;`,
        'const { Items } = await db.executeStatement({ Statement, Parameters: [req.auth.sub, ...ids] });',
        reply,
      ),
    },
    {
      name: 'a choice between two',
      javascript: expressRoute(
        '/notes',
        "const order = req.query.order === 'down' ? 'DESC' : 'ASC';",
        `const Statement = \`SELECT title FROM notes WHERE userId = ? ORDER BY noteId \${order}\`;`,
        'const { Items } = await db.executeStatement({ Statement, Parameters: [req.auth.sub] });',
        reply,
      ),
    },
    {
      name: 'a column that a table in the code gives',
      python: flaskView(
        '/notes/<note_id>',
        'SORTS = {"date": "created", "name": "title"}',
        'column = SORTS[request.args["sort"]]',
        'found = client.execute_statement(Statement=f"SELECT title FROM notes WHERE user_id = ? ORDER BY {column}", Parameters=[{"S": get_jwt_identity()}])',
        'return jsonify([note["title"] for note in found["Items"]])',
      ),
    },
    {
      name: 'a number: f-string',
      python: flaskView(
        '/notes/<note_id>',
        'page = int(request.args["page"])',
        'found = client.execute_statement(Statement=f"SELECT title FROM notes WHERE user_id = ? AND page > {page}", Parameters=[{"S": get_jwt_identity()}])',
        'return jsonify([note["title"] for note in found["Items"]])',
      ),
    },
    {
      name: 'a number: format',
      python: flaskView(
        '/notes/<note_id>',
        'page = int(request.args["page"])',
        'found = client.execute_statement(Statement="SELECT title FROM notes WHERE user_id = ? AND page > {}".format(page), Parameters=[{"S": get_jwt_identity()}])',
        'return jsonify([note["title"] for note in found["Items"]])',
      ),
    },
    {
      name: 'a number: joined',
      python: flaskView(
        '/notes/<note_id>',
        'page = int(request.args["page"])',
        'found = client.execute_statement(Statement="SELECT title FROM notes WHERE user_id = ? AND page > " + str(page), Parameters=[{"S": get_jwt_identity()}])',
        'return jsonify([note["title"] for note in found["Items"]])',
      ),
    },
  ],
});
