import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { USERS } from '../tables.ts';
import { updateItem } from '../update-item.ts';
import { badRequest, notFound } from './errors.ts';
import { canonicalId } from './identity.ts';
import { readObject } from './input.ts';
import { serializeProfile } from './serializers.ts';

// region: scan-count
/** `GET /api/admin/users-count`; a page of a scan ends after 1 MB, so all pages are counted. */
export const countUsers = (documents: Documents) => async (c: At) => {
  const pages = paginateScan(
    { client: documents },
    {
      TableName: USERS,
      Select: 'COUNT',
      FilterExpression: 'enabled = :enabled',
      ExpressionAttributeValues: { ':enabled': true },
    },
  );
  let count = 0;
  for await (const page of pages) count += page.Count ?? 0;
  return c.json({ count });
};
// endregion

const ROLES = ['user', 'admin'] as const;

/** `PUT /api/admin/users/{user_id}/role` */
export const changeRole = (documents: Documents) => async (c: At<'/api/admin/users/:user_id/role'>) => {
  const userId = canonicalId(c.req.param('user_id'));
  if (userId === null) return notFound(c);
  const { role: wanted } = (await readObject(c)) ?? {};
  const role = ROLES.find((known) => known === wanted);
  if (role === undefined) return badRequest(c);

  const user = await updateItem(documents, USERS, { user_id: userId }, { role });
  return user ? c.json(serializeProfile(user)) : notFound(c);
};
