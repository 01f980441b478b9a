import type { Operation } from '@middlebrick/model';
import { answered, operation, refusedWith } from '@middlebrick/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { producedBy, recordsIn, routeOnto, scalarsOf } from './produced.ts';

const list = operation('GET /notes');
const detail = operation('GET /notes/{note_id}');
const create = operation('POST /notes');
const all = [list, detail, create];
/** What an exchange offers, without where it stood. */
const offered = (exchange: Parameters<typeof producedBy>[0], from: Operation) =>
  producedBy(exchange, from, all).map(({ producer, field, value, resource }) => [producer, field, value, resource]);

describe('an answer offers', () => {
  test('the fields of list items', () => {
    const answer = answered({ items: [{ id: 'n-1', owner: { id: 'alice' } }, { id: 'n-2' }], total: 2 });
    expect(offered(answer, list)).toEqual([
      ['self', 'total', '2', 'note'],
      ['listed', 'id', 'n-1', 'note'],
      ['self', 'id', 'alice', 'note'],
      ['listed', 'id', 'n-2', 'note'],
    ]);
  });

  test('the fields of one object', () => {
    expect(offered(answered({ id: 'n-1', views: 3, ratio: 0.5, open: true, none: null, text: '' }), detail)).toEqual([
      ['self', 'id', 'n-1', 'note'],
      ['self', 'views', '3', 'note'],
    ]);
  });

  test('what a creation made and what the client chose', () => {
    const exchange = answered({ id: 'n-9' }, { status: 201, method: 'POST', requestBody: '{"slug":"my-note"}' });
    expect(offered(exchange, create)).toEqual([
      ['created', 'id', 'n-9', 'note'],
      ['client-chosen', 'slug', 'my-note', 'note'],
    ]);
  });

  test('nothing that a client chose in a form or in vain', () => {
    const form = answered({}, { method: 'POST', requestBody: 'slug=my-note' });
    const refused = answered({}, { status: 409, method: 'POST', requestBody: '{"slug":"my-note"}' });
    expect([offered(form, create), offered(refused, create)]).toEqual([[], []]);
  });

  test('the ids of a Location header, even on a redirect', () => {
    const headers: [string, string][] = [['location', 'http://elsewhere.test/v2/notes/n%2F9?x=1']];
    expect(offered(answered('', { status: 303, headers }), create)).toEqual([['location', 'note_id', 'n/9', 'note']]);
  });

  test('what its declared links hand on', () => {
    const link = (expression: string, parameter = 'note_id') => ({ target: detail.id, parameter, expression });
    const linking = operation('POST /drafts', {
      responses: [
        {
          status: '201',
          links: [
            link('$response.body#/made/0/ref'),
            link('$response.header.X-Note'),
            link('$request.body#/a~1b'),
            link('$response.body#/nowhere'),
            link('$response.body#/made'),
            link('$response.body#/constructor/name'),
            link('$method'),
            link('n-7'),
          ],
        },
        { status: '400', links: [link('$response.body#/made/0/ref')] },
      ],
    });
    const exchange = answered(
      { made: [{ ref: 'n-1' }] },
      { status: 201, method: 'POST', headers: [['x-note', 'n-2']], requestBody: '{"a/b":3}' },
    );
    expect(offered(exchange, linking).filter(([producer]) => producer === 'link')).toEqual([
      ['link', 'note_id', 'n-1', 'note'],
      ['link', 'note_id', 'n-2', 'note'],
      ['link', 'note_id', '3', 'note'],
    ]);
  });

  test('nothing when it is refused or is no JSON', () => {
    expect(offered(refusedWith(403, { id: 'n-1' }), detail)).toEqual([]);
    expect(offered(answered('<p>n-1</p>'), detail)).toEqual([]);
  });

  test('fields of one item under one record, so that keys stay together', () => {
    const answer = answered([
      { pk: 'a', sk: '1' },
      { pk: 'a', sk: '2' },
    ]);
    const records = producedBy(answer, list, all).map(({ record, value }) => [record, value]);
    expect(records).toEqual([
      ['1/[]/0', 'a'],
      ['1/[]/0', '1'],
      ['1/[]/1', 'a'],
      ['1/[]/1', '2'],
    ]);
  });
});

describe('hostile answers', () => {
  test('are read up to a limit', () => {
    expect(recordsIn(Array.from({ length: 1000 }, (_, id) => ({ id })))).toHaveLength(200);
    expect(scalarsOf({ long: 'x'.repeat(513), lines: 'a\nb', exact: 'x'.repeat(512) })).toEqual([
      ['exact', 'x'.repeat(512)],
    ]);
  });

  test('break nothing', () => {
    const header = fc.tuple(fc.constant('location'), fc.string());
    fc.assert(
      fc.property(fc.json(), fc.array(header), fc.string(), (body, headers, requestBody) => {
        const exchange = answered(body, { status: 201, method: 'POST', headers, requestBody });
        for (const entry of producedBy(exchange, create, all)) expect(typeof entry.value).toBe('string');
      }),
    );
  });
});

describe('a path is routed onto a template', () => {
  test.each([
    ['/notes/{id}', '/notes/n-1', { id: 'n-1' }],
    ['/notes/{id}', '/api/v2/notes/n-1/', { id: 'n-1' }],
    ['/users/{user}/notes/{id}', '/users/a%40b/notes/1', { user: 'a@b', id: '1' }],
    ['/notes/{id}', '/notes/%E0%A4%A', { id: '%E0%A4%A' }],
    ['/notes/{id}', '/drafts/n-1', undefined],
    ['/notes/{id}', '/n-1', undefined],
    ['/notes', '/notes', undefined],
  ])('%s ← %s', (template, path, values) => {
    expect(routeOnto(template, path)).toEqual(values);
  });
});
