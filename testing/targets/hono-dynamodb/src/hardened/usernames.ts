import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../database.ts';
import { INDEXES, USERS } from '../tables.ts';

// Only the key of a table is unique, so a name is claimed by an item with the name as its key. No id looks like that.
const claimKey = (username: string) => ({ user_id: `username#${username}` });

/** Claims a name for a user that is about to be stored; false when it is taken. */
export async function claimUsername(documents: Documents, username: string): Promise<boolean> {
  // Users that are older than the claims have none.
  if (await findByUsername(documents, username)) return false;

  const condition = 'attribute_not_exists(user_id)';
  try {
    await documents.send(
      new PutCommand({ TableName: USERS, Item: claimKey(username), ConditionExpression: condition }),
    );
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
  return true;
}

/** Gives a name back. */
export async function releaseUsername(documents: Documents, username: string): Promise<void> {
  await documents.send(new DeleteCommand({ TableName: USERS, Key: claimKey(username) }));
}

/** The user of a name. */
export async function findByUsername(documents: Documents, username: string) {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: USERS,
      IndexName: INDEXES.byUsername,
      KeyConditionExpression: 'username = :username',
      ExpressionAttributeValues: { ':username': username },
      Limit: 1,
    }),
  );
  return Items[0];
}
