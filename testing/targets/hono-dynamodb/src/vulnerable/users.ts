import { randomBytes } from 'node:crypto';
import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { hashPassword } from '../password-hash.ts';
import { POSTS, USERS } from '../tables.ts';
import { updateItem } from '../update-item.ts';
import { badRequest, notFound } from './errors.ts';
import { isFilled } from './input.ts';
import { ownProfile } from './serializers.ts';

// region: write-by-id
const EDITABLE = ['display_name', 'bio', 'theme'];

/** `PATCH /api/users/{user_id}` */
export const changeUser = (documents: Documents) => async (c: At<'/api/users/:user_id'>) => {
  const body = Object.entries(await c.req.json<Record<string, unknown>>());
  const changes = body.filter(([name]) => EDITABLE.includes(name));
  if (changes.length === 0) return badRequest(c);

  const key = { user_id: c.req.param('user_id') };
  const user = await updateItem(documents, USERS, key, Object.fromEntries(changes));
  return user ? c.json(ownProfile(user)) : notFound(c);
};
// endregion

/** `PUT /api/users/{user_id}/password` */
export const changePassword = (documents: Documents) => async (c: At<'/api/users/:user_id/password'>) => {
  const { password } = await c.req.json();
  if (!isFilled(password)) return badRequest(c);

  const hash = hashPassword(password, randomBytes(8).toString('hex'));
  const key = { user_id: c.req.param('user_id') };
  const user = await updateItem(documents, USERS, key, { password_hash: hash });
  return user ? c.body(null, 204) : notFound(c);
};

/** `DELETE /api/users/{user_id}` */
export const deleteUser = (documents: Documents) => async (c: At<'/api/users/:user_id'>) => {
  const userId = c.req.param('user_id');
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: POSTS,
      KeyConditionExpression: 'user_id = :user',
      ExpressionAttributeValues: { ':user': userId },
    }),
  );
  const keys = Items.map(({ user_id, post_id }) => ({ user_id, post_id }));
  await Promise.all(keys.map((key) => documents.send(new DeleteCommand({ TableName: POSTS, Key: key }))));
  await documents.send(new DeleteCommand({ TableName: USERS, Key: { user_id: userId } }));
  return c.body(null, 204);
};
