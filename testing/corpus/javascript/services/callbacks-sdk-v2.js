// Functions with callbacks: the own readings, and those of any meter.
'use strict';
const AWS = require('aws-sdk');

const docs = new AWS.DynamoDB.DocumentClient({ region: process.env.AWS_REGION });

function done(callback, status, body) {
  callback(null, { statusCode: status, body: JSON.stringify(body) }); // expect code/raw-error-returned
}

module.exports.mine = (event, context, callback) => {
  const sub = event.requestContext.authorizer.claims.sub;
  docs.query(
    {
      TableName: process.env.READINGS,
      KeyConditionExpression: '#o = :o',
      ExpressionAttributeNames: { '#o': 'owner' },
      ExpressionAttributeValues: { ':o': sub },
    },
    (err, data) => {
      if (err) return done(callback, 500, { message: 'reading failed' });
      done(callback, 200, data.Items.map((r) => ({ at: r.at, value: r.value })));
    },
  );
};

module.exports.ofMeter = (event, context, callback) => {
  const sub = event.requestContext.authorizer.claims.sub;
  docs.get( // expect code/foreign-key-read
    { TableName: process.env.METERS, Key: { meterId: event.pathParameters.meterId } },
    (err, data) => {
      if (err) return done(callback, 500, { message: err.message });
      if (!data.Item) return done(callback, 404, { message: 'no such meter' });
      console.log('meter read by ' + sub);
      done(callback, 200, { last: data.Item.last });
    },
  );
};

module.exports.checked = (event, context, callback) => {
  const sub = event.requestContext.authorizer.claims.sub;
  docs.get({ TableName: process.env.METERS, Key: { meterId: event.pathParameters.meterId } }, (err, data) => {
    if (err) return done(callback, 500, { message: 'reading failed' });
    if (!data.Item || data.Item.owner !== sub) return done(callback, 404, { message: 'no such meter' });
    done(callback, 200, { last: data.Item.last });
  });
};
