import { idSchema, reference } from './schemas.ts';
import type { Variant } from './seed-data.ts';
import { operation, pathParameter } from './spec-operation.ts';

/** What administrators do. */
export function adminPaths(variant: Variant) {
  return {
    '/api/admin/users-count': {
      get: operation({
        id: 'countUsers',
        tag: 'admin',
        summary: 'Count the enabled users (administrators only)',
        answer: [200, reference('Count')],
        errors: [401, 403],
      }),
    },
    '/api/admin/users/{user_id}/role': {
      put: operation({
        id: 'changeRole',
        tag: 'admin',
        summary: 'Change the role of a user (administrators only)',
        parameters: [pathParameter('user_id', idSchema(variant))],
        body: 'RoleChange',
        answer: [200, reference('Profile')],
        errors: [400, 401, 403, 404],
      }),
    },
  };
}

/** What machines ask. */
export function systemPaths() {
  return {
    '/health': {
      get: operation({
        id: 'readHealth',
        tag: 'system',
        summary: 'Tell whether the service runs',
        security: [],
        answer: [200, reference('Health')],
        errors: [],
      }),
    },
  };
}
