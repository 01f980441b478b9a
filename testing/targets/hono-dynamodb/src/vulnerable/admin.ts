import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { USERS } from '../tables.ts';
import { updateItem } from '../update-item.ts';
import { badRequest, notFound } from './errors.ts';
import { isFilled } from './input.ts';
import { ownProfile } from './serializers.ts';

// region: scan-count
/** `GET /api/admin/users-count` */
export const countUsers = (documents: Documents) => async (c: At) => {
  const { Items = [] } = await documents.send(
    new ScanCommand({
      TableName: USERS,
      FilterExpression: 'enabled = :enabled',
      ExpressionAttributeValues: { ':enabled': true },
    }),
  );
  return c.json({ count: Items.length });
};
// endregion

/** `PUT /api/admin/users/{user_id}/role` */
export const changeRole = (documents: Documents) => async (c: At<'/api/admin/users/:user_id/role'>) => {
  const { role } = await c.req.json();
  if (!isFilled(role)) return badRequest(c);

  const user = await updateItem(documents, USERS, { user_id: c.req.param('user_id') }, { role });
  return user ? c.json(ownProfile(user)) : notFound(c);
};
