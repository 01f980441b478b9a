import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { verifyPassword } from '../password-hash.ts';
import { POSTS, USERS } from '../tables.ts';
import { updateItem } from '../update-item.ts';
import { badRequest, forbidden, notFound } from './errors.ts';
import { isOwnId } from './identity.ts';
import { readObject } from './input.ts';
import { hashNewPassword, isAcceptable, isPassword, weakPassword } from './password-policy.ts';
import { readChanges } from './profiles.ts';
import { serializeProfile } from './serializers.ts';
import { sharesOf } from './shares.ts';
import { releaseUsername } from './usernames.ts';

// region: write-by-id
/** `PATCH /api/users/{user_id}`: the caller is the key, and an id of anybody else is not there. */
export const changeUser = (documents: Documents) => async (c: At<'/api/users/:user_id'>) => {
  const { caller } = c.var;
  if (!isOwnId(c.req.param('user_id'), caller)) return notFound(c);
  const changes = readChanges((await readObject(c)) ?? {});
  if (!changes) return badRequest(c);

  const user = await updateItem(documents, USERS, { user_id: caller.userId }, changes);
  return user ? c.json(serializeProfile(user)) : notFound(c);
};
// endregion

/** `PUT /api/users/{user_id}/password` */
export const changePassword = (documents: Documents) => async (c: At<'/api/users/:user_id/password'>) => {
  const { caller } = c.var;
  if (!isOwnId(c.req.param('user_id'), caller)) return notFound(c);
  const { current_password: current, password } = (await readObject(c)) ?? {};
  if (!isPassword(current) || !isPassword(password)) return badRequest(c);

  const key = { user_id: caller.userId };
  const { Item: user } = await documents.send(new GetCommand({ TableName: USERS, Key: key, ConsistentRead: true }));
  if (!user) return notFound(c);
  if (!isAcceptable(password, user.username)) return weakPassword(c);
  if (!(await verifyPassword(current, user.password_hash))) return forbidden(c);

  const replaced = await replaceHash(documents, key, { from: user.password_hash, to: hashNewPassword(password) });
  return replaced ? c.body(null, 204) : forbidden(c);
};

/** False when the hash is no longer the one that the current password was compared with. */
async function replaceHash(documents: Documents, key: { user_id: string }, hashes: { from: string; to: string }) {
  try {
    await documents.send(
      new UpdateCommand({
        TableName: USERS,
        Key: key,
        UpdateExpression: 'SET password_hash = :to',
        ConditionExpression: 'password_hash = :from',
        ExpressionAttributeValues: { ':from': hashes.from, ':to': hashes.to },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** `DELETE /api/users/{user_id}`; the user goes last, so that one who is left by a failure can ask again. */
export const deleteUser = (documents: Documents) => async (c: At<'/api/users/:user_id'>) => {
  const { caller } = c.var;
  if (!isOwnId(c.req.param('user_id'), caller)) return notFound(c);

  await deletePartition(documents, caller.userId);
  const { Attributes: user } = await documents.send(
    new DeleteCommand({ TableName: USERS, Key: { user_id: caller.userId }, ReturnValues: 'ALL_OLD' }),
  );
  if (!user) return notFound(c);
  // What was written meanwhile; from now on no token of the user writes more.
  await deletePartition(documents, caller.userId);
  await deletePartition(documents, sharesOf(caller.userId));
  await releaseUsername(documents, user.username);
  return c.body(null, 204);
};

async function deletePartition(documents: Documents, key: string): Promise<void> {
  const pages = paginateQuery(
    { client: documents },
    {
      TableName: POSTS,
      KeyConditionExpression: 'user_id = :user',
      ExpressionAttributeValues: { ':user': key },
      ProjectionExpression: 'user_id, post_id',
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) {
    await Promise.all(Items.map((item) => documents.send(new DeleteCommand({ TableName: POSTS, Key: item }))));
  }
}
