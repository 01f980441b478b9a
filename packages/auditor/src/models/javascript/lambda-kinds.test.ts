import { expect, test } from 'vitest';
import { audited } from './run-javascript.fixture.ts';

test.each([
  ['reads the path', '(event) => event.pathParameters.id', true],
  ['reads the body of its event', '(event) => JSON.parse(event.body).id', true],
  ['takes its event apart', '({ queryStringParameters }) => queryStringParameters.q', true],
  ['answers with a status', '() => ({ statusCode: 200 })', true],
  ['is typed by API Gateway', '(event: APIGatewayProxyEventV2) => read(event)', true],
  ['is typed by a load balancer', '(event: ALBEvent) => read(event)', true],
  ['writes to a stream, too', '(event) => kinesis.put({ Records: [event.pathParameters.id], S3Key: 1 })', true],
  ['asks whether somebody is authorized', '(event) => ({ statusCode: policy.isAuthorized(event) ? 200 : 403 })', true],
  ['resolves a field', '(event) => find(event.arguments.id, event.identity.sub)', true],
  ['reads a queue', '(event) => event.Records.map((record) => record.body)', false],
  ['is typed by a queue', '(event: SQSEvent) => read(event.body)', false],
  ['is typed by a trigger', '(event: PreSignUpTriggerEvent) => event.headers', false],
  ['is a timer', '() => sweep()', false],
  ['is told by EventBridge', "(event) => log(event['detail-type'], event.body)", false],
  ['is an authorizer', '(event) => ({ policyDocument: {}, id: event.headers.token })', false],
  ['is an authorizer of an HTTP API', '(event) => ({ isAuthorized: event.headers.token === 1 })', false],
  ['is a handler of Express', '(req, res) => res.json(req.body)', false],
  ['is a helper', '(id, body) => put({ id, body })', false],
  ['hands on to a router', '(event, context) => app.resolve(event, context)', false],
  ['is a step', '(event) => put({ id: event.orderId })', false],
])('what %s', async (_, code, isRoute) => {
  expect(await audited(`export const handler = ${code};`)).toHaveLength(isRoute ? 2 : 0);
});
