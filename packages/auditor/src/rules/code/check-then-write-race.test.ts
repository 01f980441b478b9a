import rule from './check-then-write-race.ts';
import { testRule } from './code-rule.fixture.ts';
import { expressRoute, flaskView, pythonLambda, typescriptLambda } from './note-applications.fixture.ts';

/** Reads a note and leaves unless it is the caller's. */
const checked = [
  'item = table.get_item(Key={"note_id": note_id}).get("Item")',
  'if item is None or item["owner"] != get_jwt_identity():',
  '    abort(404)',
];
const checkedInTypeScript = [
  'const Key = { noteId: req.params.noteId };',
  'const { Item } = await db.get({ TableName, Key });',
  'if (Item?.owner !== req.auth.sub) return res.sendStatus(404);',
];
const setTitle = `UpdateExpression: 'SET title = :t', ExpressionAttributeValues: { ':t': req.body.title, ':me': req.auth.sub }`;

testRule(rule, {
  vulnerable: [
    {
      name: 'deleted after a look at the owner',
      python: flaskView([...checked, 'table.delete_item(Key={"note_id": note_id})  # here', 'return "", 204']),
      message: 'race',
    },
    {
      name: 'a condition that asks only whether it is there',
      python: flaskView([
        ...checked,
        'table.delete_item(Key={"note_id": note_id}, ConditionExpression="attribute_exists(note_id)")  # here',
        'return "", 204',
      ]),
    },
    {
      name: 'checked in a helper, and written by the key that it gives',
      python: flaskView(
        [
          'item = own(note_id)',
          'table.update_item(  # here',
          '    Key={"note_id": item["note_id"]},',
          '    UpdateExpression="SET title = :t",',
          '    ExpressionAttributeValues={":t": request.json["title"]},',
          ')',
          'return "", 204',
        ],
        ['def own(note_id):', ...checked.map((line) => `    ${line}`), '    return item'],
      ),
    },
    {
      name: 'changed in memory and put back',
      python: flaskView([
        ...checked,
        'item["title"] = request.json["title"]',
        'table.put_item(Item=item)  # here',
        'return "", 204',
      ]),
    },
    {
      name: 'checked on a query, in a Lambda function',
      python: pythonLambda([
        'note_id = event["pathParameters"]["id"]',
        'item = table.query(KeyConditionExpression=Key("note_id").eq(note_id))["Items"][0]',
        'if item["owner"] != me:',
        '    return {"statusCode": 403}',
        'table.delete_item(Key={"note_id": note_id})  # here',
        'return {"statusCode": 204}',
      ]),
    },
    {
      name: 'written inside of the check',
      javascript: expressRoute([
        'const Key = { noteId: req.params.noteId };',
        'const { Item } = await db.get({ TableName, Key });',
        'if (Item && Item.owner === req.auth.sub) {',
        '  await db.delete({ TableName, Key }); // here',
        '}',
        'res.sendStatus(204);',
      ]),
    },
    {
      name: 'a function that throws unless it is the owner',
      javascript: typescriptLambda(
        [
          "const noteId = event.pathParameters?.id ?? '';",
          'await assertOwn(noteId, me);',
          'await ddb.send(new UpdateCommand({ // here',
          "  TableName, Key: { noteId }, UpdateExpression: 'SET hidden = :h', ExpressionAttributeValues: { ':h': true },",
          '}));',
          'return { statusCode: 204 };',
        ],
        [
          'async function assertOwn(noteId: string, me: unknown) {',
          '  const { Item } = await ddb.send(new GetCommand({ TableName, Key: { noteId } }));',
          "  if (Item?.owner !== me) throw new Error('not found');",
          '}',
        ],
      ),
    },
    {
      name: 'an owner that is only one of two ways through the condition',
      javascript: expressRoute([
        ...checkedInTypeScript,
        `await db.update({ TableName, Key, ConditionExpression: 'owner = :me OR attribute_exists(title)', ${setTitle} }); // here`,
        'res.sendStatus(204);',
      ]),
    },
    {
      name: 'in a transaction',
      javascript: expressRoute([
        ...checkedInTypeScript,
        'await db.transactWrite({ TransactItems: [{ Delete: { TableName, Key } }] }); // here',
        'res.sendStatus(204);',
      ]),
    },
  ],
  fine: [
    {
      name: 'the owner in the condition, built',
      python: flaskView([
        ...checked,
        'table.delete_item(Key={"note_id": note_id}, ConditionExpression=Attr("owner").eq(get_jwt_identity()))',
        'return "", 204',
      ]),
    },
    {
      name: 'the version that was read in the condition',
      python: flaskView([
        ...checked,
        'table.update_item(',
        '    Key={"note_id": note_id},',
        '    UpdateExpression="SET title = :t ADD version :one",',
        '    ConditionExpression="version = :v",',
        '    ExpressionAttributeValues={":t": request.json["title"], ":v": item["version"], ":one": 1},',
        ')',
        'return "", 204',
      ]),
    },
    {
      name: 'the owner as it was read in the condition',
      python: flaskView([
        ...checked,
        'table.delete_item(Key={"note_id": note_id}, ConditionExpression=Attr("owner").eq(item["owner"]))',
        'return "", 204',
      ]),
    },
    {
      name: 'what stands below the item that was checked, in another table',
      python: flaskView(
        [
          ...checked,
          'comments.delete_item(Key={"note_id": note_id, "comment_id": request.args["comment"]})',
          'return "", 204',
        ],
        ['comments = boto3.resource("dynamodb").Table("comments")'],
      ),
    },
    {
      name: 'a copy in another table',
      python: flaskView(
        [...checked, 'archive.put_item(Item=item)', 'return "", 204'],
        ['archive = boto3.resource("dynamodb").Table("archive")'],
      ),
    },
    {
      name: 'written in the own partition',
      javascript: expressRoute([
        ...checkedInTypeScript,
        'await db.delete({ TableName, Key: { owner: req.auth.sub, noteId: req.params.noteId } });',
        'res.sendStatus(204);',
      ]),
    },
    {
      name: 'the owner in the condition, as one of several',
      javascript: expressRoute([
        ...checkedInTypeScript,
        `await db.update({ TableName, Key, ConditionExpression: 'attribute_exists(noteId) AND owner = :me', ${setTitle} });`,
        'res.sendStatus(204);',
      ]),
    },
    {
      name: 'the owner in the condition of a transaction',
      javascript: expressRoute([
        ...checkedInTypeScript,
        'const ExpressionAttributeValues = { ":me": req.auth.sub };',
        "const Delete = { TableName, Key, ConditionExpression: 'owner = :me', ExpressionAttributeValues };",
        'await db.transactWrite({ TransactItems: [{ Delete }] });',
        'res.sendStatus(204);',
      ]),
    },
    {
      name: 'nothing is checked, which is another finding',
      javascript: expressRoute([
        'await db.delete({ TableName, Key: { noteId: req.params.noteId } });',
        'res.sendStatus(204);',
      ]),
    },
    {
      name: 'a path that is compared with the caller, and no item',
      javascript: expressRoute([
        'if (req.params.userId !== req.auth.sub) return res.sendStatus(403);',
        'await db.delete({ TableName, Key: { userId: req.params.userId, noteId: req.params.noteId } });',
        'res.sendStatus(204);',
      ]),
    },
    {
      name: 'cannot be told: a helper that is not seen asks',
      javascript: expressRoute(
        [
          'await assertOwner(req.auth.sub, req.params.noteId);',
          'await db.delete({ TableName, Key: { noteId: req.params.noteId } });',
          'res.sendStatus(204);',
        ],
        ["import { assertOwner } from '@acme/permissions';"],
      ),
    },
  ],
});
