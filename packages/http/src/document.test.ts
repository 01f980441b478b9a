import { Secret } from '@middlebrick/model';
import { expect, test } from 'vitest';
import type { Carrier } from './carrier.ts';
import { createDocumentFetcher } from './document.ts';
import { createRedactor } from './redactor.ts';
import { createScope } from './scope.ts';
import { createSigner } from './sign.ts';

const home = new URL('http://target.test');
const token = 'canary-bearer-7Qx2';
const credential = {
  identity: 'alice',
  headers: [{ name: 'Authorization', prefix: 'Bearer ', secret: new Secret(token, 'ALICE_TOKEN') }],
};

type Answer = { status: number; headers: [string, string][] };

/** Gets documents where hosts have these addresses, and gives what was sent in the headers of each request. */
function fetcherOf(addresses: Readonly<Record<string, string>>, answer: Answer = { status: 200, headers: [] }) {
  const sent: string[] = [];
  const carrier: Carrier = {
    start: () => () => {},
    reach: async () => {},
    addressOf: (origin) => addresses[origin.hostname],
    close: async () => {},
  };
  const redactor = createRedactor();
  const fetchDocument = createDocumentFetcher({
    home,
    carrier,
    scope: createScope(home, ['near.test', 'far.test']),
    sender: async ({ origin, headers }) => {
      sent.push(`${origin} ${headers.includes(`Bearer ${token}`)}`);
      const whole = { ...answer, body: Buffer.from('{}'), encoding: '', truncated: false };
      return { answer: whole, failure: undefined, startedAt: 0, milliseconds: 1 };
    },
    signer: createSigner({ userAgent: 'u', scanId: 's' }, redactor),
    redactor,
  });
  return { sent, fetched: (url: string) => fetchDocument(url, { maxBytes: 10, credential }) };
}

test('credentials for a target on a local network go to no place on a public one, though it is in scope', async () => {
  const { sent, fetched } = fetcherOf({
    'target.test': '127.0.0.1',
    'near.test': '10.0.0.7',
    'far.test': '203.0.113.9',
  });
  for (const host of ['target', 'near', 'far', 'elsewhere']) await fetched(`http://${host}.test/openapi.json`);
  expect(sent).toEqual([
    'http://target.test true',
    'http://near.test true',
    'http://far.test false',
    'http://elsewhere.test false',
  ]);
});

test('for a target on a public network they go to every place in scope', async () => {
  const { sent, fetched } = fetcherOf({ 'target.test': '203.0.113.1', 'far.test': '203.0.113.9' });
  await fetched('http://far.test/openapi.json');
  expect(sent).toEqual(['http://far.test true']);
});

test('a credential that comes back in a redirect or a content type is hidden', async () => {
  const away = fetcherOf({}, { status: 302, headers: [['location', `http://${token}.attacker.test/`]] });
  await expect(away.fetched('http://target.test/a')).rejects.toMatchObject({
    code: 'OUT_OF_SCOPE',
    message: 'http://$ALICE_TOKEN.attacker.test is not in the scope of this scan.',
  });
  const round = fetcherOf({}, { status: 302, headers: [['location', `http://target.test/${token}`]] });
  await expect(round.fetched(`http://target.test/${token}`)).rejects.toMatchObject({
    message: 'http://target.test/$ALICE_TOKEN redirects more than 5 times.',
  });
  const here = fetcherOf({}, { status: 200, headers: [['content-type', `text/${token}`]] });
  expect(await here.fetched(`http://target.test/${token}`)).toMatchObject({
    contentType: 'text/$ALICE_TOKEN',
    url: 'http://target.test/$ALICE_TOKEN',
  });
});
