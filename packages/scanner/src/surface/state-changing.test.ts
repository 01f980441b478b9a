import type { Method, Operation } from '@middlebrick/model';
import { expect, test } from 'vitest';
import { looksStateChanging } from './state-changing.ts';

function operation(path: string, extra: { method?: Method; operationId?: string; summary?: string } = {}): Operation {
  const method = extra.method ?? 'GET';
  return {
    id: `${method} ${path}`,
    path,
    parameters: [],
    responses: [],
    security: null,
    tags: [],
    deprecated: false,
    source: 'openapi',
    ...extra,
    method,
  };
}

test.each([
  ['/logout', 'logout'],
  ['/auth/log-out', 'logout'],
  ['/users/signOut', 'signout'],
  ['/createdb', 'createdb'],
  ['/maintenance/reset', 'reset'],
  ['/reset-password', 'reset'],
  ['/users/{id}/delete', 'delete'],
  ['/deleteUser/{id}', 'delete'],
  ['/user_remove', 'remove'],
  ['/cancel/{token}', 'cancel'],
  ['/orders/{id}/cancel', 'cancel'],
  ['/verify-email/{token}', 'verifyemail'],
  ['/verify/{token}', 'verify'],
  ['/account/activate', 'activate'],
  ['/confirm', 'confirm'],
  ['/newsletter/unsubscribe', 'unsubscribe'],
  ['/system/shut-down', 'shutdown'],
  ['/cache/flush', 'flush'],
  ['/jobs/{id}/run', 'run'],
  ['/init_db', 'initdb'],
])('%s says so: %s', (path, word) => {
  expect(looksStateChanging(operation(path))).toBe(word);
});

test.each([
  '/settings',
  '/presets',
  '/resets-history',
  '/reset-history',
  '/reset/history',
  '/cancel/policy',
  '/cancellations',
  '/deleted-items',
  '/seeds',
  '/dropdown',
  '/users/{delete}',
  '/users/{id}/transfers',
  '/transfer/{id}',
  '/runs/{id}',
  '/auth/verify',
  '/confirmations',
  '/clearance',
  '/restart/status',
  '/updates',
  '/',
])('%s is only read', (path) => {
  expect(looksStateChanging(operation(path))).toBeUndefined();
});

test.each([
  [{ operationId: 'logoutUser' }, 'logout'],
  [{ operationId: 'users_delete' }, 'delete'],
  [{ operationId: 'seed_database_get' }, 'seed'],
  [{ operationId: 'getDeleteHistory' }, undefined],
  [{ operationId: 'list_reset' }, undefined],
  [{ operationId: 'settingsController_find' }, undefined],
  [{ summary: 'Resets the database' }, 'reset'],
  [{ summary: 'Logs the user out' }, 'logout'],
  [{ summary: 'Delete the account' }, 'delete'],
  [{ summary: 'Get a user. Admins delete users elsewhere.' }, undefined],
  [{ summary: 'Cancelled orders' }, undefined],
  [{ summary: 'Reset history of the account' }, undefined],
])('%j: %s', (extra, word) => {
  expect(looksStateChanging(operation('/x', extra))).toBe(word);
});

test('a method that changes state by definition is another matter', () => {
  expect(looksStateChanging(operation('/logout', { method: 'POST' }))).toBeUndefined();
});
