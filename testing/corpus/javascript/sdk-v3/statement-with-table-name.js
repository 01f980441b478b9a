// The statement is a template, but only the name of the table from the configuration goes into it.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, ExecuteStatementCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TABLE = process.env.NOTES_TABLE;

exports.handler = async (event) => {
  const me = event.requestContext.authorizer.jwt.claims.sub;
  await ddb.send(
    new ExecuteStatementCommand({
      Statement: `DELETE FROM "${TABLE}" WHERE "userId" = ? AND "noteId" = ?`,
      Parameters: [me, event.pathParameters.noteId],
    }),
  );
  return { statusCode: 204 };
};
