type Item = Record<string, unknown>;

// region: whole-item
const PROFILE_FIELDS = [
  'user_id',
  'username',
  'display_name',
  'email',
  'phone',
  'bio',
  'theme',
  'role',
  'tenant_id',
] as const;
const POST_FIELDS = ['user_id', 'post_id', 'title', 'body', 'topic', 'visibility', 'created_at'] as const;

const pick = (item: Item, fields: readonly string[]) => Object.fromEntries(fields.map((field) => [field, item[field]]));

/** A stored user as its owner gets it: a field that is not listed never leaves. */
export const serializeProfile = (item: Item) => pick(item, PROFILE_FIELDS);

/** A stored post as its author gets it. */
export const serializePost = (item: Item) => pick(item, POST_FIELDS);
// endregion
