import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../database.ts';
import type { UserItem } from '../seed-data.ts';
import { USERS } from '../tables.ts';

/** What a token is made of. */
export type TokenUser = Pick<UserItem, 'user_id' | 'username' | 'role'>;

/** The user as stored just now, or null when deleted or disabled: what a token says of a user grows old. */
export async function findEnabledUser(documents: Documents, userId: string): Promise<TokenUser | null> {
  const { Item: user } = await documents.send(
    new GetCommand({ TableName: USERS, Key: { user_id: userId }, ConsistentRead: true }),
  );
  return user?.enabled === true ? (user as TokenUser) : null;
}
