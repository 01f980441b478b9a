// Amplify's template for a table behind Express, scoped by the identity of Cognito.
const AWS = require('aws-sdk')
const awsServerlessExpressMiddleware = require('aws-serverless-express/middleware')
const bodyParser = require('body-parser')
const express = require('express')

const dynamodb = new AWS.DynamoDB.DocumentClient();
let tableName = "tasks";
const userIdPresent = true;
const partitionKeyName = "userId";
const UNAUTH = 'UNAUTH';
const app = express()
app.use(bodyParser.json())
app.use(awsServerlessExpressMiddleware.eventContext())

app.get('/tasks', function(req, res) {
  const condition = {}
  condition[partitionKeyName] = { ComparisonOperator: 'EQ' }
  condition[partitionKeyName]['AttributeValueList'] = [req.apiGateway.event.requestContext.identity.cognitoIdentityId || UNAUTH];
  dynamodb.query({ TableName: tableName, KeyConditions: condition }, (err, data) => {
    if (err) {
      res.statusCode = 500;
      res.json({error: 'Could not load items: ' + err}); // expect code/raw-error-returned
    } else {
      res.json(data.Items.map(({ taskId, title }) => ({ taskId, title })));
    }
  });
});

app.delete('/tasks/:userId/:taskId', function(req, res) {
  console.log('removed by', req.apiGateway.event.requestContext.identity.cognitoIdentityId);
  const params = { TableName: tableName, Key: { userId: req.params.userId, taskId: req.params.taskId } };
  dynamodb.delete(params, (err) => { // expect code/foreign-key-write
    if (err) {
      res.statusCode = 500;
      res.json({ error: 'Could not remove it' });
    } else {
      res.json({ done: true });
    }
  });
});

module.exports = app
