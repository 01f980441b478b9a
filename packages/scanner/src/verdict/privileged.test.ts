import { operation } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import { privilegedWord } from './privileged.ts';

test.each([
  ['/admin/users', {}, 'admin'],
  ['/v1/Admin-Panel', {}, 'admin'],
  ['/internal/metrics', {}, 'internal'],
  ['/reports', { tags: ['Staff only'] }, 'staff'],
  ['/reports', { operationId: 'listAuditEvents' }, 'audit'],
  ['/reports', { operationId: 'admin_report' }, 'admin'],
])('%s %o is administrative', (path, parts, word) => {
  expect(privilegedWord(operation(`GET ${path}`, parts))).toBe(word);
});

test.each([
  ['/administer', {}],
  ['/badminton/courts', {}],
  ['/users/{admin}', {}],
  ['/staffing', {}],
  ['/help', { summary: 'Contact an administrator' }],
  ['/', {}],
])('%s %o is not', (path, parts) => {
  expect(privilegedWord(operation(`GET ${path}`, parts))).toBeUndefined();
});
