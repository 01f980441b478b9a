import type { Operation, Parameter, RequestSpec } from '@middlebrick/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { malformedRequests, withQuery } from './malformed-requests.ts';

const query = (name: string): Parameter => ({ name, in: 'query', required: false, examples: [] });
const operation = (path: string, names: readonly string[] = []): Operation => ({
  id: `GET ${path}`,
  method: 'GET',
  path,
  parameters: names.map(query),
  responses: [],
  security: null,
  tags: [],
  deprecated: false,
  source: 'openapi',
});
const built = (subject: Operation, values: Readonly<Record<string, string>>): RequestSpec => ({
  method: 'GET',
  path: subject.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? '')),
});
const sent = (subject: Operation, normal: string, values = {}): string[] =>
  malformedRequests(subject, { method: 'GET', path: normal }, values, built).map((entry) =>
    entry.request.path.replace(/a{2100}/, 'a×2100'),
  );

describe('malformedRequests', () => {
  it('spoils the last id of the path and keeps its parents', () => {
    expect(sent(operation('/users/{user}/notes/{note}'), '/users/u/notes/n', { user: 'u', note: 'n' })).toEqual([
      '/users/u/notes/%20',
      '/users/u/notes/a×2100',
      `/users/u/notes/${encodeURIComponent('{"x":\'1"')}`,
    ]);
  });

  it('spoils declared limits, page keys and one other parameter, and keeps the rest of the query', () => {
    expect(sent(operation('/notes', ['q', 'page_size', 'next_token']), '/notes?q=x&page_size=5')).toEqual([
      '/notes?q=x&page_size=-1',
      '/notes?q=x&page_size=abc',
      '/notes?q=x&page_size=5&next_token=eyJ4Ijp7IlMiOiJ5In19',
      '/notes?page_size=5&q=%20',
      '/notes?q=x&page_size=5&q%5B%5D=1',
    ]);
  });

  it('tries the usual names on a list that declares none', () => {
    expect(sent(operation('/notes'), '/notes')).toEqual(['/notes?limit=abc', '/notes?cursor=eyJ4Ijp7IlMiOiJ5In19']);
  });

  it('never makes more than six, all of them GET and on the path of the operation', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 })), fc.boolean(), (names, hasId) => {
        const subject = operation(hasId ? '/notes/{id}' : '/notes', names);
        const made = malformedRequests(subject, { method: 'GET', path: '/notes' }, { id: '1' }, built);
        expect(made.length).toBeLessThanOrEqual(6);
        expect(made.every(({ request }) => request.method === 'GET' && request.path.startsWith('/notes'))).toBe(true);
      }),
    );
  });
});

describe('withQuery', () => {
  it('sets exactly one value of the name', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), fc.string(), (name, before, after) => {
        const path = withQuery(withQuery('/x?keep=1', name, before), name, after);
        const read = new URL(path, 'http://host').searchParams.getAll(name);
        expect(read).toEqual(name === 'keep' ? [after.toWellFormed()] : [after]);
      }),
    );
  });
});
