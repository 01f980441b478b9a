import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { USERS } from '../tables.ts';
import { updateItem } from '../update-item.ts';
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

/** The listed fields of a body, or null when there is none or one is not as it should be. */
export function readChanges(body: Record<string, unknown>): Record<string, unknown> | null {
  const fields = EDITABLE.filter((field) => Object.hasOwn(body, field));
  const valid = fields.every((field) => isText(body[field], 1, LONGEST[field]));
  return valid && fields.length > 0 ? Object.fromEntries(fields.map((field) => [field, body[field]])) : null;
}

/** `PUT /api/profile` */
export const updateProfile = (documents: Documents) => async (c: At) => {
  const changes = readChanges((await readObject(c)) ?? {});
  if (!changes) return badRequest(c);

  const user = await updateItem(documents, USERS, { user_id: c.var.caller.userId }, changes);
  return user ? c.json({ status: 'ok' }) : notFound(c);
};
// endregion
