import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { POSTS } from '../tables.ts';
import type { Cursors } from './cursors.ts';
import { badRequest } from './errors.ts';
import { serializePost } from './serializers.ts';

const DEFAULT_LIMIT = '20';
const LARGEST_LIMIT = 50;

/** A page size from 1 to 50, or null when the text is no whole number. */
function pageSize(text: string): number | null {
  if (!/^-?\d{1,9}$/.test(text)) return null;
  return Math.min(Math.max(Number(text), 1), LARGEST_LIMIT);
}

/** `GET /api/feed` */
export const readFeed = (documents: Documents, cursors: Cursors) => async (c: At) => {
  const { userId } = c.var.caller;
  const limit = pageSize(c.req.query('limit') ?? DEFAULT_LIMIT);
  const cursor = c.req.query('cursor');
  const after = cursor === undefined ? undefined : cursors.open(userId, cursor);
  if (limit === null || after === null) return badRequest(c);

  const { Items = [], LastEvaluatedKey } = await documents.send(
    new QueryCommand({
      TableName: POSTS,
      KeyConditionExpression: 'user_id = :user',
      ExpressionAttributeValues: { ':user': userId },
      ExclusiveStartKey: after === undefined ? undefined : { user_id: userId, post_id: after },
      Limit: limit,
    }),
  );
  const next = LastEvaluatedKey ? cursors.seal(userId, LastEvaluatedKey.post_id) : null;
  return c.json({ items: Items.map(serializePost), next_cursor: next });
};
