import { createCookieStore } from '@middlebrick/http';
import { expect, test } from 'vitest';
import { capturedFrom } from './captured.ts';
import type { CaptureSource } from './credential-schemas.ts';

function captured(body: unknown, source: Partial<CaptureSource>, headers: [string, string][] = []): string | undefined {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const cookies = createCookieStore('alice');
  cookies.keep('csrf=from-the-cookie', 'http://small.test/');
  return capturedFrom({ status: 200, headers, body: text }, { secret: true, ...source }, cookies);
}

test.each<[string, unknown, Partial<CaptureSource>, string | undefined]>([
  ['a field', { data: { csrf: 'a' } }, { json: 'data.csrf' }, 'a'],
  ['a number', { id: 7 }, { json: 'id' }, '7'],
  ['an item of a list', { list: [{ id: 'a' }, { id: 'b' }] }, { json: 'list.1.id' }, 'b'],
  ['no object', { csrf: { a: 1 } }, { json: 'csrf' }, undefined],
  ['nothing that every object has', {}, { json: 'constructor.name' }, undefined],
  ['no length of a list', { list: [1] }, { json: 'list.length' }, undefined],
  ['no empty text', { csrf: '' }, { json: 'csrf' }, undefined],
  ['nothing that would end a header', { csrf: 'a\r\nX-B: c' }, { json: 'csrf' }, undefined],
  ['nothing that is endless', { csrf: 'a'.repeat(20_000) }, { json: 'csrf' }, undefined],
  ['a cookie', '', { cookie: 'csrf' }, 'from-the-cookie'],
  ['no cookie of another name', '', { cookie: 'constructor' }, undefined],
  ['an input', '<input type="hidden" name="t" value="a&amp;b&#x22;">', { input: 't' }, 'a&b"'],
  ['an input without quotes', '<input value=abc name=t>', { input: 't' }, 'abc'],
  ['an input over lines, its name first', `<INPUT\n name='t'\n value = 'x y'\n/>`, { input: 't' }, 'x y'],
  ['the first of two', '<input name=t value=1><input name=t value=2>', { input: 't' }, '1'],
  ['no neighbour', '<input name=other value=1><inputs name=t value=2>', { input: 't' }, undefined],
  ['no value of the next element', '<input name="t"><input value="a">', { input: 't' }, undefined],
  ['a meta element', '<meta content="m-1" name="csrf-token">', { meta: 'csrf-token' }, 'm-1'],
  ['no half of a character', '<input name=t value="a&#xd800;">', { input: 't' }, 'a\uFFFD'],
  ['nothing of an entity that is no character', '<input name=t value="&#x110000;">', { input: 't' }, '&#x110000;'],
])('takes %s', (_, body, source, value) => {
  expect(captured(body, source)).toBe(value);
});

test('takes a header by any spelling', () => {
  expect(captured('', { header: 'X-CSRF-Token' }, [['x-csrf-token', ' a ']])).toBe('a');
});

test.each([
  ['elements that never end', '<input '.repeat(80_000)],
  ['one element full of attributes', `<input ${'a="b" '.repeat(90_000)}`],
  ['one element full of spaces', `<input ${' '.repeat(500_000)}`],
  ['one attribute that never ends', `<input a="${'b'.repeat(500_000)}`],
  ['equals signs', `<input ${'= '.repeat(200_000)}`],
  ['ampersands', `<input name=t value="${'&'.repeat(19_000)}"`],
])(
  'a hostile page is read once: %s',
  (_, page) => {
    expect(captured(`${page}<p>`, { input: 'nowhere' })).toBeUndefined();
  },
  5000,
);
