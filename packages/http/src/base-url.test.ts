import { expect, test } from 'vitest';
import { normaliseBaseUrl, prefixOf } from './base-url.ts';

test.each([
  ['127.0.0.1:5000', 'http://127.0.0.1:5000/', ''],
  ['localhost:5000', 'http://localhost:5000/', ''],
  ['  https://API.example.com/  ', 'https://api.example.com/', ''],
  ['http://h/api/v1', 'http://h/api/v1', '/api/v1'],
  ['http://h/api/v1//#top', 'http://h/api/v1//', '/api/v1'],
  ['http://[::1]:80/x', 'http://[::1]/x', '/x'],
])('%s is %s', (text, href, prefix) => {
  const url = normaliseBaseUrl(text);
  expect([url.href, prefixOf(url)]).toEqual([href, prefix]);
});

test.each([
  ['', '`` is not a URL.'],
  ['http://', '`http://` is not a URL.'],
  ['ftp://h/', 'A target is reached by http or https, not by ftp.'],
  ['http://h/?a=1', '`http://h/?a=1` has a query string; a base URL has none.'],
  ['http://alice:hunter2@h/', 'The URL holds a user name or password; give identities with --as.'],
])('%s is refused', (text, message) => {
  expect(() => normaliseBaseUrl(text)).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT', message }));
});
