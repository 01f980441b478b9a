// Calls of the document client by their names.
import AWS from "aws-sdk";

const client = new AWS.DynamoDB.DocumentClient();

export default {
  get: (params) => client.get(params).promise(),
  put: (params) => client.put(params).promise(),
  query: (params) => client.query(params).promise(),
  update: (params) => client.update(params).promise(), // expect code/foreign-key-write
  delete: (params) => client.delete(params).promise(),
};
