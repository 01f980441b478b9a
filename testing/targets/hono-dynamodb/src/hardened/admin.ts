import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { USERS } from '../tables.ts';

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
