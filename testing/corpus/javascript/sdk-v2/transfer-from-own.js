// The money leaves the caller's account, and the transaction insists on both accounts being theirs.
const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

const change = (accountId, sign, amount, owner) => ({
  Update: {
    TableName: process.env.ACCOUNTS,
    Key: { accountId },
    UpdateExpression: `SET balance = balance ${sign} :amount`,
    ConditionExpression: 'holder = :holder',
    ExpressionAttributeValues: { ':amount': amount, ':holder': owner },
  },
});

exports.transfer = async (event) => {
  const holder = event.requestContext.authorizer.claims.sub;
  const { from, to, amount } = JSON.parse(event.body);
  const value = Number(amount);
  if (!(value > 0)) return { statusCode: 400, body: '' };

  const items = [change(from, '-', value, holder), change(to, '+', value, holder)];
  await db.transactWrite({ TransactItems: items }).promise();
  return { statusCode: 204 };
};
