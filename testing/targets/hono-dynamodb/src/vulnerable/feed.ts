import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { POSTS } from '../tables.ts';
import { ownPost } from './serializers.ts';

const DEFAULT_LIMIT = '20';

function toNumber(text: string): number {
  const value = Number(text);
  if (Number.isNaN(value)) throw new TypeError(`Not a number: ${text}`);
  return value;
}

// region: raw-cursor
const readCursor = (cursor: string) => JSON.parse(Buffer.from(cursor, 'base64url').toString());

const writeCursor = (key: object) => Buffer.from(JSON.stringify(key)).toString('base64url');

/** `GET /api/feed` */
export const readFeed = (documents: Documents) => async (c: At) => {
  const cursor = c.req.query('cursor');
  const startKey = cursor ? readCursor(cursor) : undefined;

  const { Items = [], LastEvaluatedKey } = await documents.send(
    new QueryCommand({
      TableName: POSTS,
      KeyConditionExpression: 'user_id = :user',
      ExpressionAttributeValues: { ':user': startKey?.user_id ?? c.var.caller.userId },
      ExclusiveStartKey: startKey,
      Limit: toNumber(c.req.query('limit') ?? DEFAULT_LIMIT),
    }),
  );
  return c.json({ items: Items.map(ownPost), next_cursor: LastEvaluatedKey ? writeCursor(LastEvaluatedKey) : null });
};
// endregion
