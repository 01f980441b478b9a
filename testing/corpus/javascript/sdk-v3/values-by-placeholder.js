// The expression is put together from fixed parts, what the caller says goes in as a value.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, QueryCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const { city, minimum } = event.queryStringParameters ?? {};
  const values = { ':me': event.requestContext.authorizer.claims.sub };
  const filters = [];
  if (city) {
    filters.push('city = :city');
    values[':city'] = city;
  }
  if (minimum) {
    filters.push('price >= :minimum');
    values[':minimum'] = Number(minimum);
  }
  const { Items } = await ddb.send(
    new QueryCommand({
      TableName: process.env.TABLE,
      KeyConditionExpression: 'ownerId = :me',
      ...(filters.length > 0 && { FilterExpression: filters.join(' AND ') }),
      ExpressionAttributeValues: values,
    }),
  );
  return { statusCode: 200, body: JSON.stringify(Items.map(({ id, price }) => ({ id, price }))) };
};
