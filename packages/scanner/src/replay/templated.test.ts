import type { Exchange } from '@middlebrick/model';
import { operation } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import { type Lookup, templated } from './templated.ts';

const operations = [operation('GET /users/{user_id}/posts/{post_id}'), operation('POST /v1/posts')];
const ids: Readonly<Record<string, string>> = { '7': 'POST_ID', '1046': 'USER_ID', 'a b': 'NOTE_ID' };
const lookup: Lookup = ({ value }) => (Object.hasOwn(ids, value) ? ids[value] : undefined);

function written(request: Partial<Exchange['request']>): Exchange['request'] | undefined {
  const whole = { method: 'GET', url: 'http://api.test/', headers: [], ...request };
  return templated(whole, operations, lookup, { nonce: 'k4f9c2aa', variable: 'RUN_ID' });
}

test('ids in parameters of a path become variables, the rest of a path does not', () => {
  expect(written({ url: 'http://api.test/users/1046/posts/7' })?.url).toBe(
    'http://api.test/users/$USER_ID/posts/$POST_ID',
  );
  expect(written({ url: 'http://api.test/users/1046/posts/8?page=7' })?.url).toBe(
    'http://api.test/users/$USER_ID/posts/8?page=$POST_ID',
  );
  const literal = [operation('GET /api/7/{user_id}')];
  const request = { method: 'GET', url: 'http://api.test/api/7/1046', headers: [] };
  expect(templated(request, literal, lookup, { nonce: '', variable: 'RUN_ID' })?.url).toBe(
    'http://api.test/api/7/$USER_ID',
  );
});

test('an encoded id is known by what it means', () => {
  expect(written({ url: 'http://api.test/users/a%20b/posts/%zz' })?.url).toBe(
    'http://api.test/users/$NOTE_ID/posts/%zz',
  );
});

test('numbers of JSON stay numbers, texts stay texts, and the nonce stands wherever it stood', () => {
  const body = '{"post_id":7,"to":["1046",1046],"title":"mb001k4f9c2aa","name":"k4f9c2aaX k4f9c2aa","n":70}';
  expect(written({ method: 'POST', body })?.body).toBe(
    `{"post_id":$POST_ID,"to":["$USER_ID",$USER_ID],"title":"mb001$RUN_ID","name":"\${RUN_ID}X $RUN_ID","n":70}`,
  );
});

test('a form keeps its encoding around a variable', () => {
  const headers: [string, string][] = [['Content-Type', 'application/x-www-form-urlencoded']];
  expect(written({ method: 'POST', headers, body: 'a=x%26k4f9c2aa&id=1046&b=1+2&c' })?.body).toBe(
    'a=x%26$RUN_ID&id=$USER_ID&b=1+2&c',
  );
});

test('a text with the characters that stand for variables is not touched', () => {
  expect(written({ method: 'POST', body: '{"a":"\ue0001"}' })).toBeUndefined();
});
