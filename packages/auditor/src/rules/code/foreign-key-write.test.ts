import { testRule } from './code-rule.fixture.ts';
import rule from './foreign-key-write.ts';
import { expressRoute, flaskView, pythonLambda, typescriptLambda } from './note-applications.fixture.ts';

const done = 'return "", 204';
const send = 'res.sendStatus(204);';
const setTitle = 'UpdateExpression="SET title = :t", ExpressionAttributeValues={":t": request.json["title"]}';

testRule(rule, {
  vulnerable: [
    {
      name: 'an update by the path',
      python: flaskView([`table.update_item(Key={"note_id": note_id}, ${setTitle})  # here`, done]),
      message: 'chosen',
    },
    {
      name: 'a check of another value',
      python: flaskView([
        'if note_id != get_jwt_identity():',
        '    abort(403)',
        'table.delete_item(Key={"user_id": user_id, "note_id": "draft"})  # here',
        done,
      ]),
    },
    {
      name: 'a check whose answer is thrown away',
      python: flaskView([
        'if user_id != get_jwt_identity():',
        '    jsonify(error="not yours"), 403',
        'table.delete_item(Key={"user_id": user_id, "note_id": note_id})  # here',
        done,
      ]),
    },
    {
      name: 'an owner in the condition that the client says',
      python: flaskView([
        'table.delete_item(Key={"note_id": note_id}, ConditionExpression=Attr("owner").eq(user_id))  # here',
        done,
      ]),
    },
    {
      name: 'a condition that keeps out the owner',
      python: flaskView([
        'table.delete_item(Key={"note_id": note_id}, ConditionExpression=Attr("owner").ne(get_jwt_identity()))  # here',
        done,
      ]),
    },
    {
      name: 'a batch of ids',
      python: flaskView([
        'with table.batch_writer() as batch:',
        '    for each in request.json["ids"]:',
        '        batch.delete_item(Key={"note_id": each})  # here',
        done,
      ]),
    },
    {
      name: 'a whole item is put over another, as the key of the table shows',
      python: flaskView([
        'item = {"note_id": note_id, "owner": get_jwt_identity(), "title": request.json["title"]}',
        'table.put_item(Item=item)  # here',
        'table.get_item(Key={"note_id": "welcome"})',
        done,
      ]),
    },
    {
      name: 'a statement of PartiQL',
      python: pythonLambda(
        [
          'parameters = [{"S": event["pathParameters"]["id"]}]',
          'client.execute_statement(Statement="DELETE FROM notes WHERE note_id = ?", Parameters=parameters)  # here',
          'return {"statusCode": 200, "body": me}',
        ],
        ['client = boto3.client("dynamodb")'],
      ),
    },
    {
      name: 'a repository in TypeScript',
      javascript: typescriptLambda(
        [
          "await notes.rename(event.pathParameters?.id ?? '', JSON.parse(event.body ?? '{}').title, me);",
          'return { statusCode: 204 };',
        ],
        [
          'const notes = {',
          '  async rename(noteId: string, title: string, by: unknown) {',
          '    await ddb.send(new UpdateCommand({ // here',
          "      TableName, Key: { noteId }, UpdateExpression: 'SET title = :t, changedBy = :b',",
          "      ExpressionAttributeValues: { ':t': title, ':b': by },",
          '    }));',
          '  },',
          '};',
        ],
      ),
    },
    {
      name: 'a refusal that goes on',
      javascript: expressRoute([
        'if (req.params.userId !== req.auth.sub) res.sendStatus(403);',
        "await db.delete({ TableName, Key: { userId: req.params.userId, noteId: 'draft' } }); // here",
        send,
      ]),
    },
    {
      name: 'the caller only where the query says nobody',
      javascript: expressRoute([
        'const userId = req.query.userId ?? req.auth.sub;',
        'await db.delete({ TableName, Key: { userId, noteId: req.params.noteId } }); // here',
        send,
      ]),
    },
    {
      name: 'an owner that is only one of two ways through the condition',
      javascript: expressRoute([
        "const own = { ConditionExpression: 'ownerId = :me OR attribute_not_exists(ownerId)' };",
        "const values = { ':me': req.auth.sub };",
        'await db.delete({ TableName, Key: { noteId: req.params.noteId }, ...own, ExpressionAttributeValues: values }); // here',
        send,
      ]),
    },
    {
      name: 'each of several',
      javascript: expressRoute([
        'await Promise.all(',
        '  req.body.ids.map((noteId) =>',
        '    db.delete({ TableName, Key: { noteId } }), // here',
        '  ),',
        ');',
        send,
      ]),
    },
    {
      name: 'a transaction that asks whether there is what stands above',
      python: flaskView([
        'get_jwt_identity()',
        'client.transact_write_items(TransactItems=[  # here',
        '    {"ConditionCheck": {"TableName": "notes", "Key": {"note_id": {"S": note_id}}, "ConditionExpression": "attribute_exists(note_id)"}},',
        '    {"Delete": {"TableName": "comments", "Key": {"note_id": {"S": note_id}, "n": {"N": "1"}}}},',
        '])',
        'return ""',
      ]),
    },
  ],
  fine: [
    {
      name: 'the caller is the partition',
      python: flaskView(['table.delete_item(Key={"pk": f"USER#{get_jwt_identity()}", "sk": f"NOTE#{note_id}"})', done]),
    },
    {
      name: 'the path is asserted to be the caller',
      python: flaskView([
        'assert user_id == get_jwt_identity()',
        'table.delete_item(Key={"user_id": user_id, "note_id": note_id})',
        done,
      ]),
    },
    {
      name: 'the owner in the condition',
      python: flaskView([
        'table.delete_item(Key={"note_id": note_id}, ConditionExpression=Attr("owner").eq(get_jwt_identity()))',
        done,
      ]),
    },
    {
      name: 'one of the editors in the condition',
      python: flaskView([
        'editor = Attr("editors").contains(get_jwt_identity())',
        'table.delete_item(Key={"note_id": note_id}, ConditionExpression=editor)',
        done,
      ]),
    },
    {
      name: 'what the own profile says in the condition',
      python: flaskView(
        [
          'me = users.get_item(Key={"user_id": get_jwt_identity()})["Item"]',
          'same = Attr("tenant_id").eq(me["tenant_id"])',
          'table.delete_item(Key={"note_id": note_id}, ConditionExpression=same)',
          done,
        ],
        ['users = boto3.resource("dynamodb").Table("users")'],
      ),
    },
    {
      name: 'an item that must not be there yet',
      python: flaskView([
        'item = {"note_id": note_id, "owner": get_jwt_identity()}',
        'table.put_item(Item=item, ConditionExpression=Attr("note_id").not_exists())',
        'table.get_item(Key={"note_id": "welcome"})',
        done,
      ]),
    },
    {
      name: 'a key that the server makes',
      python: flaskView(['table.put_item(Item={"note_id": str(uuid.uuid4()), "owner": get_jwt_identity()})', done]),
    },
    {
      name: 'checked on a reading, which is another finding',
      python: flaskView([
        'item = table.get_item(Key={"note_id": note_id})["Item"]',
        'if item["owner"] != get_jwt_identity():',
        '    abort(404)',
        `table.update_item(Key={"note_id": note_id}, ${setTitle})`,
        done,
      ]),
    },
    {
      name: 'for administrators, another one than the caller',
      javascript: expressRoute([
        "const userId = req.auth.role === 'admin' ? req.params.userId : req.auth.sub;",
        'await db.delete({ TableName, Key: { userId, noteId: req.params.noteId } });',
        send,
      ]),
    },
    {
      name: 'each of several among the own',
      javascript: expressRoute([
        'const userId = req.auth.sub;',
        'await Promise.all(req.body.ids.map((noteId) => db.delete({ TableName, Key: { userId, noteId } })));',
        send,
      ]),
    },
    {
      name: 'nobody is signed in, which is another finding',
      javascript: [
        "import express from 'express';",
        "import { DynamoDB } from '@aws-sdk/client-dynamodb';",
        "import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';",
        'const db = DynamoDBDocument.from(new DynamoDB({}));',
        'const app = express();',
        "app.delete('/notes/:noteId', async (req, res) => {",
        "  await db.delete({ TableName: 'notes', Key: { noteId: req.params.noteId } });",
        `  ${send}`,
        '});',
      ].join('\n'),
    },
    {
      name: 'cannot be told: something unseen asks, as it says',
      javascript: expressRoute(
        [
          'await assertOwner(req.auth.sub, req.params.noteId);',
          'await db.delete({ TableName, Key: { noteId: req.params.noteId } });',
          send,
        ],
        ["import { assertOwner } from '@acme/permissions';"],
      ),
    },
    {
      name: 'a transaction that asks for the owner of what stands above',
      python: flaskView([
        'get_jwt_identity()',
        'client.transact_write_items(TransactItems=[',
        '    {"ConditionCheck": {"TableName": "notes", "Key": {"note_id": {"S": note_id}}, "ConditionExpression": "#o = :me", "ExpressionAttributeNames": {"#o": "owner"}, "ExpressionAttributeValues": {":me": {"S": get_jwt_identity()}}}},',
        '    {"Delete": {"TableName": "comments", "Key": {"note_id": {"S": note_id}, "n": {"N": "1"}}}},',
        '])',
        'return ""',
      ]),
    },
  ],
});
