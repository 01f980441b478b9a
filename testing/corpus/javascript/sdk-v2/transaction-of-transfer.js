// Both accounts of a transfer come from the body.
const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

const change = (accountId, sign, amount) => ({
  Update: {
    TableName: process.env.ACCOUNTS,
    Key: { accountId },
    UpdateExpression: `SET balance = balance ${sign} :amount`,
    ConditionExpression: 'attribute_exists(accountId)',
    ExpressionAttributeValues: { ':amount': amount },
  },
});

exports.transfer = async (event) => {
  const { from, to, amount } = JSON.parse(event.body);
  console.log('transfer by', event.requestContext.authorizer.claims.sub);
  const value = Number(amount);
  if (!(value > 0)) return { statusCode: 400, body: '' };

  await db.transactWrite({ TransactItems: [change(from, '-', value), change(to, '+', value)] }).promise(); // expect code/foreign-key-write
  return { statusCode: 204 };
};
