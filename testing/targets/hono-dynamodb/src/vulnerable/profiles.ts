import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { USERS } from '../tables.ts';
import { notFound } from './errors.ts';
import { ownProfile, serialize } from './serializers.ts';

/** `GET /api/me` */
export const readMe = (documents: Documents) => async (c: At) => {
  const { Item: user } = await documents.send(
    new GetCommand({ TableName: USERS, Key: { user_id: c.var.caller.userId } }),
  );
  return user ? c.json(ownProfile(user)) : notFound(c);
};

// region: profile-by-id
/** `GET /api/users/{user_id}` */
export const readUser = (documents: Documents) => async (c: At<'/api/users/:user_id'>) => {
  const { Item: user } = await documents.send(
    new GetCommand({ TableName: USERS, Key: { user_id: c.req.param('user_id') } }),
  );
  return user ? c.json(serialize(user)) : notFound(c);
};
// endregion

// region: identity-header
/** `GET /api/profile` */
export const readProfile = (documents: Documents) => async (c: At) => {
  const userId = c.req.header('x-user-id');
  if (!userId) return c.json({ error: 'missing user identifier' }, 400);

  const { Item: user } = await documents.send(new GetCommand({ TableName: USERS, Key: { user_id: userId } }));
  return user ? c.json(ownProfile(user)) : notFound(c);
};
// endregion

// region: mass-assignment
/** `PUT /api/profile` */
export const updateProfile = (documents: Documents) => async (c: At) => {
  const changes = Object.entries(await c.req.json<Record<string, unknown>>());

  await documents.send(
    new UpdateCommand({
      TableName: USERS,
      Key: { user_id: c.var.caller.userId },
      UpdateExpression: `SET ${changes.map((_, index) => `#n${index} = :v${index}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(changes.map(([name], index) => [`#n${index}`, name])),
      ExpressionAttributeValues: Object.fromEntries(changes.map(([, value], index) => [`:v${index}`, value])),
    }),
  );
  return c.json({ status: 'ok' });
};
// endregion
