import { answered, operation, refusedWith } from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
import { preconditionOf } from './precondition.ts';

const tagged = (() => {
  const exchange = answered({ id: 1 });
  const response =
    exchange.response === null ? null : { ...exchange.response, headers: [['etag', '"v3"']] as [string, string][] };
  return { ...exchange, response };
})();
const plain = operation('PATCH /pages/{id}');
const declaring = operation('PATCH /pages/{id}', {
  parameters: [{ name: 'If-Match', in: 'header', required: true, examples: [] }],
});

describe('a write says of which state it is', () => {
  test('where its operation declares the header', () => {
    expect(preconditionOf(declaring, tagged)).toEqual([['If-Match', '"v3"']]);
  });

  test('where it was asked to by 428', () => {
    expect(preconditionOf(plain, tagged, refusedWith(428))).toEqual([['If-Match', '"v3"']]);
  });

  test.each([
    ['nobody asks', plain, tagged, undefined],
    ['something else was refused', plain, tagged, refusedWith(409)],
    ['the reading has no tag', declaring, answered({ id: 1 }), undefined],
  ])('but not where %s', (_, subject, reading, refusal) => {
    expect(preconditionOf(subject, reading, refusal)).toEqual([]);
  });
});
