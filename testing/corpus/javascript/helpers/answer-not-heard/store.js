// The client that all others use.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient } = require('@aws-sdk/lib-dynamodb');

exports.documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
