import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { USERS } from '../tables.ts';
import { badRequest, notFound } from './errors.ts';
import { isOwnId } from './identity.ts';
import { isText, readObject } from './input.ts';
import { serializeProfile } from './serializers.ts';

// region: identity-header
/** `GET /api/me` and `GET /api/profile`: the caller is who the token says, whatever the headers say. */
export const readOwnProfile = (documents: Documents) => async (c: At) => {
  const { Item: user } = await documents.send(
    new GetCommand({ TableName: USERS, Key: { user_id: c.var.caller.userId } }),
  );
  return user ? c.json(serializeProfile(user)) : notFound(c);
};
// endregion

// region: profile-by-id
/** `GET /api/users/{user_id}` */
export const readUser = (documents: Documents) => async (c: At<'/api/users/:user_id'>) => {
  const { caller } = c.var;
  if (!isOwnId(c.req.param('user_id'), caller)) return notFound(c);

  const { Item: user } = await documents.send(new GetCommand({ TableName: USERS, Key: { user_id: caller.userId } }));
  return user ? c.json(serializeProfile(user)) : notFound(c);
};
// endregion

// region: mass-assignment
const LONGEST = { display_name: 80, bio: 500, theme: 32 } as const;
const EDITABLE = ['display_name', 'bio', 'theme'] as const;

/** `PUT /api/profile` */
export const updateProfile = (documents: Documents) => async (c: At) => {
  const body = (await readObject(c)) ?? {};
  const fields = EDITABLE.filter((field) => Object.hasOwn(body, field));
  const valid = fields.every((field) => isText(body[field], 1, LONGEST[field]));
  if (fields.length === 0 || !valid) return badRequest(c);

  await documents.send(
    new UpdateCommand({
      TableName: USERS,
      Key: { user_id: c.var.caller.userId },
      UpdateExpression: `SET ${fields.map((field) => `#${field} = :${field}`).join(', ')}`,
      // Without the condition an update of a deleted user would create an empty one.
      ConditionExpression: 'attribute_exists(user_id)',
      ExpressionAttributeNames: Object.fromEntries(fields.map((field) => [`#${field}`, field])),
      ExpressionAttributeValues: Object.fromEntries(fields.map((field) => [`:${field}`, body[field]])),
    }),
  );
  return c.json({ status: 'ok' });
};
// endregion
