type Item = Record<string, unknown>;

// region: whole-item
/** A stored item as the client gets it. */
export const serialize = (item: Item) => item;
// endregion

/** What the profile page shows of its owner. */
export const ownProfile = (item: Item) => ({
  user_id: item.user_id,
  username: item.username,
  display_name: item.display_name,
  email: item.email,
  phone: item.phone,
  bio: item.bio,
  theme: item.theme,
  role: item.role,
  tenant_id: item.tenant_id,
});

/** A post in the lists of its author. */
export const ownPost = (item: Item) => ({
  user_id: item.user_id,
  post_id: item.post_id,
  title: item.title,
  body: item.body,
  topic: item.topic,
  visibility: item.visibility,
  created_at: item.created_at,
});
