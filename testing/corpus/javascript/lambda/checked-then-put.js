// The invoice is read and its owner compared, then it is replaced without a condition.
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
  const invoice = { invoiceId, ownerId: me, amount: found.Item.amount, note: String(note) };
  await ddb.send(new PutCommand({ TableName, Item: invoice })); // expect code/check-then-write-race
  return { statusCode: 204 };
};
