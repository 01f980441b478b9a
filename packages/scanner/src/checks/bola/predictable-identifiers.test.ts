import { notesApi, runCheck, served, testCheck } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import check from './predictable-identifiers.ts';

const operations = ['GET /me', 'GET /orders'];
/** Everybody sees the list with these ids. */
const listing = (ids: readonly (string | number)[], field = 'id') =>
  notesApi({
    other: (_, url) => (url.pathname === '/orders' ? served({ items: ids.map((id) => ({ [field]: id })) }) : undefined),
  });

testCheck(check, {
  vulnerable: [
    {
      name: 'counts orders',
      operations,
      api: listing([1041, 1042, 1043, 1047]),
      message: 'guessable',
      confidence: 'confirmed',
      finding: {
        kind: 'order.id',
        places: [{ operation: 'GET /orders' }],
        details: { field: 'order.id', pattern: 'sequential', samples: '1041, 1042, 1043, 1047', bits: '0' },
      },
    },
    {
      name: 'counts orders downwards, and shows many',
      operations,
      api: listing([1049, 1047, 1048, 1046, 1045]),
      message: 'guessable',
      finding: { details: { samples: '1045, 1046, 1047, 1048' } },
    },
    {
      name: 'counts orders behind a prefix',
      operations,
      api: listing(['ORD-1041', 'ORD-1042', 'ORD-1050']),
      message: 'guessable',
    },
    {
      name: 'uses UUIDs that hold a clock',
      operations,
      api: listing([
        'c232ab00-9414-11ec-b3c8-9f6bdeced846',
        'c232ab01-9414-11ec-b3c8-9f6bdeced846',
        'c232ab02-9414-11ec-b3c8-9f6bdeced846',
      ]),
      message: 'guessable',
    },
    {
      name: 'names one field twice over',
      operations: [...operations, 'GET /bills'],
      api: notesApi({
        other: (_, url) =>
          served({ items: [1, 2, 3].map((id) => ({ [url.pathname === '/bills' ? 'bill_number' : 'id']: id })) }),
      }),
      message: 'guessable',
      count: 2,
    },
  ],
  hardened: [
    {
      name: 'uses random UUIDs',
      operations,
      api: listing([
        '9f1c1f0e-6b8e-4c37-9d3c-0a51c3f7be11',
        '0b7a4f52-13a9-4f0d-8a77-52b5c1f0c9d2',
        '5d2e8c77-aa10-4b64-b1f3-f1c8f7d0e4a3',
      ]),
      message: 'random',
    },
    {
      name: 'uses UUIDs that begin with a time and go on at random',
      operations,
      api: listing([
        '01912d3c-7c1e-7b7a-9c3f-2f8a1d4e6b90',
        '01912d3c-7c1f-7e01-8d2a-91c0b7f3a455',
        '01912d3c-7c20-7a9c-b6e4-0d5f8e7c1a22',
      ]),
      message: 'random',
    },
    {
      name: 'uses random numbers of many digits',
      operations,
      api: listing(['903471120388417', '128840937710265', '560017293384011']),
      message: 'random',
    },
    {
      name: 'counts what is no id',
      operations,
      api: notesApi({
        other: () =>
          served(
            [{ id: 'kW3vTqLx9aPz' }, { id: 'Zr8mNcYb2dQe' }, { id: 'Hf5sJgUo7iKt' }].map((row, index) => ({
              ...row,
              title: `Chapter-${index}`,
            })),
          ),
      }),
      message: 'random',
    },
  ],
  inconclusive: [
    { name: 'shows two orders', operations, api: listing([1, 2]), message: 'tooFew' },
    { name: 'has no list', operations: ['GET /me'], api: notesApi(), message: 'tooFew' },
  ],
});

/** What the check says of a list of three counted values under this name. */
const counted = (field: string): ReturnType<typeof runCheck> =>
  runCheck(check, { name: field, operations, api: listing([1041, 1042, 1043], field) });

test.each([
  ['id', 'order.id'],
  ['uuid', 'order.uuid'],
  ['guid', 'order.guid'],
  ['key', 'order.key'],
  ['number', 'order.number'],
  ['order_id', 'order_id'],
  ['orderId', 'orderId'],
  ['order_number', 'order_number'],
  ['key_number', 'key_number'],
])('numbers under %s are identifiers: %s', async (field, kind) => {
  const { report } = await counted(field);
  expect(report.findings.map((finding) => finding.kind)).toEqual([kind]);
});

test.each(['name', 'order_title', 'key_name', 'orderId_slug'])('numbers under %s are none', async (field) => {
  const { messages } = await counted(field);
  expect(messages).toEqual(['inconclusive:tooFew']);
});

test('one kind that several lists show is one finding, proven by an answer that shows it', async () => {
  const rows = [1041, 1042, 1043].map((order_id) => ({ order_id }));
  const { report } = await runCheck(check, {
    name: 'two lists',
    operations: ['GET /me', 'GET /orders', 'GET /archive'],
    api: notesApi({
      other: (me, { pathname }) => (me === 'alice' && pathname === '/orders' ? served([]) : served(rows)),
    }),
  });
  const [finding, ...others] = report.findings;
  expect(others).toEqual([]);
  expect(finding?.places).toEqual([{ operation: 'GET /archive' }, { operation: 'GET /orders' }]);
  expect(finding?.proof.map(({ exchange }) => exchange.response?.body)).toEqual([JSON.stringify(rows)]);
});
