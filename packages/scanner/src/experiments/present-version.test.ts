import type { JsonObject } from '@middlebrick/model';
import { answered } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import { withPresentVersion } from './present-version.ts';

test.each<[string, JsonObject, JsonObject, JsonObject]>([
  ['a version', { text: 'new', version: 1 }, { text: 'old', version: 4 }, { text: 'new', version: 4 }],
  ['a version in an envelope', { lock_version: 1 }, { page: { lock_version: 7 } }, { lock_version: 7 }],
  ['a revision that is a text', { _rev: 'x' }, { _rev: '3-a917' }, { _rev: '3-a917' }],
  ['a version that is not read', { version: 1 }, { text: 'old' }, { version: 1 }],
  ['another name', { versions: 1 }, { versions: 4 }, { versions: 1 }],
])('%s', (_, sent, read, expected) => {
  expect(withPresentVersion({ value: sent, canaries: [] }, answered(read)).value).toEqual(expected);
});
