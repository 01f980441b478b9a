import { describe, expect, test } from 'vitest';
import { type Audited, audit } from '../audit.ts';

const python = `import boto3
table = boto3.resource('dynamodb').Table('orders')

def handler(event, context):
    found = table.get_item(Key={'id': event['pathParameters']['id']})
    return {'statusCode': 200, 'body': found['Item']['total']}
`;

const typescript = `import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
const ddb = DynamoDBDocumentClient.from(client);
export const read = async (event) => {
  const { Item } = await ddb.send(new GetCommand({ TableName: 'notes', Key: { owner: event.pathParameters.owner } }));
  return { statusCode: 200, body: JSON.stringify({ title: Item.title }) };
};
`;

interface Event {
  method: string;
  path: string;
  authorizer?: string;
}

function template(functions: readonly { handler: string; folder?: string; events: readonly Event[] }[]): string {
  const resources = functions.map(({ handler, folder, events }, index) => [
    `Function${index}`,
    {
      Type: 'AWS::Serverless::Function',
      Properties: {
        Handler: handler,
        Runtime: 'python3.13',
        ...(folder === undefined ? {} : { CodeUri: folder }),
        Events: Object.fromEntries(
          events.map(({ method, path, authorizer }, place) => [
            `Event${place}`,
            {
              Type: 'Api',
              Properties: {
                Method: method,
                Path: path,
                ...(authorizer === undefined ? {} : { Auth: { Authorizer: authorizer } }),
              },
            },
          ]),
        ),
      },
    },
  ]);
  return JSON.stringify({
    AWSTemplateFormatVersion: '2010-09-09',
    Transform: 'AWS::Serverless-2016-10-31',
    Resources: Object.fromEntries(resources),
  });
}

async function auditOf(files: Record<string, string>, text: string): Promise<Audited> {
  const code = Object.entries(files).map(([path, one]) => ({ path, text: one }));
  return audit({ code, documents: [{ path: 'template.json', text }], warnings: [] });
}

const routesOf = ({ program }: Audited): string[] =>
  program.routes.map(({ methods, path }) => `${methods.join(' ')} ${path}`);

const read: Event = { method: 'get', path: '/orders/{id}' };
const write: Event = { method: 'put', path: '/orders/{id}' };

describe('a Lambda function of a template', () => {
  test.each([
    [
      'the path of its event',
      { 'orders.py': python },
      [{ handler: 'orders.handler', events: [read] }],
      ['GET /orders/{id}'],
    ],
    [
      'a route for each event',
      { 'src/orders.py': python },
      [{ handler: 'orders.handler', folder: 'src/', events: [read, write] }],
      ['GET /orders/{id}', 'PUT /orders/{id}'],
    ],
    [
      'the rest of a path',
      { 'orders.py': python },
      [{ handler: 'orders.handler', events: [{ method: 'any', path: '/orders/{proxy+}' }] }],
      ['ANY /orders/{proxy}'],
    ],
    [
      'that of TypeScript, by where it is built',
      { 'src/notes.ts': typescript },
      [{ handler: 'dist/notes.read', events: [{ method: 'get', path: '/notes/{owner}' }] }],
      ['GET /notes/{owner}'],
    ],
    [
      'that of its own folder',
      { 'a/main.py': python, 'b/main.py': python },
      [
        { handler: 'main.handler', folder: 'a', events: [{ method: 'get', path: '/a/{id}' }] },
        { handler: 'main.handler', folder: 'b', events: [{ method: 'get', path: '/b/{id}' }] },
      ],
      ['GET /a/{id}', 'GET /b/{id}'],
    ],
    [
      'its own name where no event calls it',
      { 'orders.py': python },
      [{ handler: 'orders.handler', events: [] }],
      ['ANY /handler'],
    ],
    [
      'its own name where another one is meant',
      { 'orders.py': python },
      [{ handler: 'notes.handler', events: [read] }],
      ['ANY /handler'],
    ],
    [
      'its own name where another function is meant',
      { 'orders.py': python },
      [{ handler: 'orders.main', events: [read] }],
      ['ANY /handler'],
    ],
  ])('has %s', async (_, files, functions, expected) => {
    expect(routesOf(await auditOf(files, template(functions)))).toEqual(expected);
  });

  test.each([
    ['an authorizer asks who calls', { ...read, authorizer: 'Pool' }, ['code/foreign-key-read GET /orders/{id}']],
    ['nobody asks', read, ['code/missing-authentication GET /orders/{id}']],
  ])('%s', async (_, event, expected) => {
    const { hits } = await auditOf({ 'orders.py': python }, template([{ handler: 'orders.handler', events: [event] }]));
    const found = hits.filter(({ rule }) => /foreign-key|missing-authentication/.test(rule.id));
    expect(found.map(({ rule, operation }) => `${rule.id} ${operation}`)).toEqual(expected);
  });
});
