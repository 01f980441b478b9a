import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { USERS } from '../tables.ts';

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
