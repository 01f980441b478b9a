// The statement that deletes is glued together with an id from the path.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, ExecuteStatementCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const me = event.requestContext.authorizer.jwt.claims.sub;
  const statement =
    'DELETE FROM "notes" WHERE "userId" = \'' + me + '\' AND "noteId" = \'' + event.pathParameters.noteId + "'";
  await ddb.send(new ExecuteStatementCommand({ Statement: statement })); // expect code/partiql-injection
  return { statusCode: 204 };
};
