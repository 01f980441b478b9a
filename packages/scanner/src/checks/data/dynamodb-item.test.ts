import { testCheck } from '@middlebrick/testing';
import check from './dynamodb-item.ts';

const answers = (body: unknown) => (_: Request) => Response.json(body);

testCheck(check, {
  vulnerable: [
    {
      name: 'the result of a query is the answer',
      operations: ['GET /orders'],
      api: answers({ Items: [{ id: '1' }], Count: 1, ScannedCount: 40, LastEvaluatedKey: { pk: 'a', sk: 'b' } }),
      message: 'rawResult',
      confidence: 'confirmed',
    },
    {
      name: 'the metadata of the call is handed on',
      operations: ['GET /orders'],
      api: answers({ Item: { id: '1' }, ResponseMetadata: { RequestId: 'X', HTTPStatusCode: 200 } }),
      message: 'rawResult',
    },
    {
      name: 'low-level items',
      operations: ['GET /orders'],
      api: answers({ orders: [{ id: { S: '1' }, total: { N: '12' } }] }),
      message: 'attributeValues',
    },
    {
      name: 'keys of a single table',
      operations: ['GET /orders'],
      api: answers([{ PK: 'USER#42', SK: 'ORDER#1', total: 12 }]),
      message: 'keyIdioms',
    },
  ],
  hardened: [
    {
      name: 'a list of its own form',
      operations: ['GET /orders'],
      api: answers({ items: [{ id: '1' }], count: 1, next: 'b3BhcXVl' }),
      message: 'clean',
    },
    {
      name: 'sizes are called S and M',
      operations: ['GET /shirts'],
      api: answers({ sizes: { S: 'small', M: 'medium' }, stock: { S: 3, M: 4 } }),
    },
    { name: 'Django calls every id pk', operations: ['GET /orders'], api: answers([{ pk: 42, channel: '#general' }]) },
  ],
  inconclusive: [
    {
      name: 'no JSON is served',
      operations: ['GET /orders'],
      api: (_: Request) => new Response('plain'),
      message: 'noJson',
    },
  ],
});
