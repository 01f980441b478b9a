import type { Finding, ReplayStep, Report } from '@middlebrick/model';
import { expect, test } from 'vitest';
import { sampleReport } from '../../../testing/kit/src/sample-report.ts';
import { renderHttp } from './http-file.ts';

type RequestStep = Extract<ReplayStep, { kind: 'request' }>;
type Taken = RequestStep['takes'][number];

const json: [string, string][] = [['Content-Type', 'application/json']];

function request(label: string, body: string | undefined, takes: Taken[], path = '/register'): ReplayStep {
  const method = body === undefined ? 'GET' : 'POST';
  const wanted = {
    method,
    url: `http://127.0.0.1:5000${path}`,
    headers: json,
    ...(body === undefined ? {} : { body }),
  };
  return { kind: 'request', label, identity: 'alice', request: wanted, takes, isShown: false, withHeaders: false };
}

function fileOf(chain: ReplayStep[], curl: string[] = []): string {
  const report = sampleReport();
  const [finding] = report.findings as [Finding];
  const replayed = { ...finding, replay: { variables: ['BOB_TOKEN'], curl, chain } };
  const only: Report = { ...report, findings: [replayed, replayed] };
  return renderHttp(only);
}

const fresh: ReplayStep = { kind: 'fresh', variable: 'RUN_ID', use: 'name', length: 8, isPlain: true };

test('values go from the answer to one request into the next, by names of the finding’s own', () => {
  const text = fileOf([
    fresh,
    request('alice registers', `{"username":"alice\${RUN_ID}X"}`, [
      { variable: 'USER_ID', from: 'body', path: ['data', 0, 'id'] },
    ]),
    request('bob reads', undefined, [], '/users/$USER_ID?as=$BOB_TOKEN&not=$HOME_DIR'),
  ]);
  expect(text).toMatch(/^@f1_RUN_ID = [a-p]{8}$/m);
  expect(text).toContain('{"username":"alice{{f1_RUN_ID}}X"}');
  expect(text).toContain('# @name f1_1\nPOST http://127.0.0.1:5000/register');
  expect(text).toContain('@f1_USER_ID = {{f1_1.response.body.$.data[0].id}}');
  expect(text).toContain('GET http://127.0.0.1:5000/users/{{f1_USER_ID}}?as={{BOB_TOKEN}}&not=$HOME_DIR');
  expect(text).toMatch(/^### 1\.2 .*bob reads\n@f1_USER_ID = .*\n# @name f1_2\nGET /m);
  expect(text).toContain('@f2_USER_ID = {{f2_1.response.body.$.data[0].id}}');
  const words = [...text.matchAll(/^@f\d_RUN_ID = (\w+)$/gm)].map(([, word]) => word);
  expect(new Set(words).size).toBe(2);
});

test('what the format cannot take from an answer is left to be filled in, and says from where', () => {
  const text = fileOf(
    [
      request('alice makes something', '{}', [
        { variable: 'NOTE_ID', from: 'header', path: ['location'] },
        { variable: 'ALICE_COOKIE_SID', from: 'cookie', path: ['sid'] },
        { variable: 'ODD_ID', from: 'body', path: ['{{$dotenv HOME}}'] },
        { variable: 'ALICE_TOKEN', from: 'header', path: ['x-auth-token'] },
      ]),
      { kind: 'encoded', variable: 'CURSOR_VALUE', encoding: 'base64', text: '$NOTE_ID' },
    ],
    ['CURSOR_VALUE="$(printf x)"'],
  );
  expect(text).toContain('# from the answer to f1_1, by hand: the last segment of its Location\n@f1_NOTE_ID =\n');
  expect(text).toContain('# from the answer to f1_1, by hand: the cookie sid that it sets\n@f1_ALICE_COOKIE_SID =\n');
  expect(text).toContain('# from the answer to f1_1, by hand: its body has it\n@f1_ODD_ID =\n');
  expect(text).toContain('@f1_ALICE_TOKEN = {{f1_1.response.headers.x-auth-token}}');
  expect(text).toContain('# made by: CURSOR_VALUE="$(printf x)"\n@f1_CURSOR_VALUE =');
  expect(text).not.toContain('$dotenv HOME');
});

test('a request that the format cannot write is left out, whatever its chain', () => {
  const text = fileOf([request('bob writes', '< ./.env', [])]);
  expect(text).not.toMatch(/^< /m);
  expect(text).toContain('# This request cannot be written here; the replay of the finding has it.');
});
