import type { JsonObject } from '@middlebrick/model';
import { answered, operation } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import { tellingBody } from './telling-body.ts';

const things = {
  surface: { resolve: (node: unknown) => node } as unknown as Parameters<typeof tellingBody>[3]['surface'],
};

function told(properties: JsonObject, value: JsonObject, present: JsonObject, canaries: string[] = []) {
  const schema = { type: 'object', properties };
  const subject = operation('PUT /notes/{id}', {
    body: { mediaType: 'application/json', required: true, schema, examples: [] },
  });
  const filled = { value, canaries: canaries.map((text) => ({ path: 'title', value: text })) };
  return tellingBody(filled, answered(present), subject, things)?.value;
}

test.each<[string, JsonObject, JsonObject, JsonObject, JsonObject | undefined]>([
  ['a choice', { state: { enum: ['open', 'paid'] } }, { state: 'open' }, { state: 'open' }, { state: 'paid' }],
  ['a flag', { is_on: { type: 'boolean' } }, { is_on: true }, { is_on: true }, { is_on: false }],
  ['a number', { stars: { type: 'integer' } }, { stars: 1 }, { stars: 1 }, { stars: 2 }],
  ['a number at its top', { stars: { type: 'integer', maximum: 5 } }, { stars: 5 }, { stars: 5 }, { stars: 4 }],
  ['a day', { day: { type: 'string' } }, { day: '2031-03-15' }, { day: '2031-03-15' }, { day: '2031-03-16' }],
  ['what differs already', { stars: { type: 'integer' } }, { stars: 3 }, { stars: 1 }, { stars: 3 }],
  ['what is not read', { stars: { type: 'integer' } }, { stars: 3 }, {}, undefined],
  ['an id', { user_id: { type: 'integer' } }, { user_id: 3 }, { user_id: 3 }, undefined],
  ['the only choice', { state: { enum: ['open'] } }, { state: 'open' }, { state: 'open' }, undefined],
])('%s', (_, properties, value, present, expected) => {
  expect(told(properties, value, present)).toEqual(expected);
});

test('a text of its own tells by itself, and nothing else is changed', () => {
  const properties = { title: { type: 'string' }, stars: { type: 'integer' } };
  const body = { title: 'mb1', stars: 1 };
  expect(told(properties, body, { stars: 1 }, ['mb1'])).toEqual(body);
});
