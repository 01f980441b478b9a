// The invoice is read for its amount, and replaced only while it still belongs to the caller.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand, PutCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.INVOICES;

exports.handler = async (event) => {
  const invoiceId = event.pathParameters.id;
  const me = event.requestContext.authorizer.claims.sub;
  const found = await ddb.send(new GetCommand({ TableName, Key: { invoiceId } }));
  if (!found.Item || found.Item.ownerId !== me) {
    return { statusCode: 404, body: JSON.stringify({ error: 'not found' }) };
  }
  const { note } = JSON.parse(event.body);
  await ddb.send(
    new PutCommand({
      TableName,
      Item: { invoiceId, ownerId: me, amount: found.Item.amount, note: String(note) },
      ConditionExpression: 'ownerId = :me',
      ExpressionAttributeValues: { ':me': me },
    }),
  );
  return { statusCode: 204 };
};
