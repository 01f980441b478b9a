/*
 * What an audit finds in the vulnerable twins, no more and no less: severity, rule, file and routes. Written by hand
 * from their patterns.
 */

const users = '/api/users/{user_id}';
const post = `${users}/posts/{post_id}`;

export const expectedOfFlask: readonly string[] = [
  // Whoever is signed in writes what belongs to others.
  `critical code/foreign-key-write posts.py PUT ${post}`,
  `critical code/foreign-key-write posts.py DELETE ${post}`,
  `critical code/foreign-key-write users.py PATCH ${users}`,
  `critical code/foreign-key-write users.py PUT ${users}/password`,
  // The user, and the posts of that user.
  `critical code/foreign-key-write users.py DELETE ${users}`,
  `critical code/foreign-key-write users.py DELETE ${users}`,
  `high code/foreign-owner-created posts.py POST ${users}/posts`,
  // Or reads it.
  `high code/foreign-key-read users.py GET ${users}`,
  `high code/foreign-key-read posts.py GET ${users}/posts`,
  'high code/foreign-key-read feed.py GET /api/feed',
  `high code/index-without-owner posts.py GET ${post}`,
  'high code/index-without-owner posts.py GET /api/topics/{topic}/posts',
  'high code/table-scan posts.py GET /api/posts',
  // The first page and those after it.
  'low code/table-scan shares.py GET /api/shared',
  'low code/table-scan shares.py GET /api/shared',
  // Nobody asks for the role of an administrator.
  'critical code/privileged-operation admin.py PUT /api/admin/users/{user_id}/role',
  'high code/privileged-operation admin.py GET /api/admin/users-count',
  // What the client says is believed.
  'critical code/identity-from-client-header profile.py GET /api/profile',
  'high code/mass-assignment profile.py PUT /api/profile',
  'high code/mass-assignment registration.py POST /api/register',
  'high code/expression-injection profile.py PUT /api/profile',
  'medium code/client-cursor feed.py GET /api/feed',
  'low code/unbounded-limit feed.py GET /api/feed',
  // More is told than should be.
  `medium code/whole-item-returned users.py GET ${users}`,
  `medium code/whole-item-returned posts.py GET ${users}/posts`,
  'medium code/whole-item-returned posts.py GET /api/topics/{topic}/posts',
  'medium code/raw-error-returned errors.py',
  'high code/debug-mode settings.py',
  // A key that is guessed, a token without an end, a key of sessions that is guessed, a cookie for scripts.
  'high code/weak-session-or-jwt-settings identity.py',
  'high code/weak-session-or-jwt-settings identity.py',
  'high code/weak-session-or-jwt-settings settings.py',
  'high code/weak-session-or-jwt-settings settings.py',
];

export const expectedOfHono: readonly string[] = [
  // One helper changes items for three routes, each of which has to ask.
  `critical code/foreign-key-write update-item.ts PUT ${post}`,
  `critical code/foreign-key-write update-item.ts PATCH ${users}`,
  `critical code/foreign-key-write update-item.ts PUT ${users}/password`,
  `critical code/foreign-key-write vulnerable/posts.ts DELETE ${post}`,
  `critical code/foreign-key-write vulnerable/users.ts DELETE ${users}`,
  `high code/foreign-owner-created vulnerable/posts.ts POST ${users}/posts`,
  `high code/foreign-key-read vulnerable/profiles.ts GET ${users}`,
  `high code/foreign-key-read vulnerable/posts.ts GET ${users}/posts`,
  'high code/foreign-key-read vulnerable/feed.ts GET /api/feed',
  `high code/index-without-owner vulnerable/posts.ts GET ${post}`,
  'high code/index-without-owner vulnerable/posts.ts GET /api/topics/{topic}/posts',
  'high code/table-scan vulnerable/posts.ts GET /api/posts',
  'low code/table-scan vulnerable/shares.ts GET /api/shared',
  'critical code/privileged-operation update-item.ts PUT /api/admin/users/{user_id}/role',
  'high code/privileged-operation vulnerable/admin.ts GET /api/admin/users-count',
  'critical code/identity-from-client-header vulnerable/profiles.ts GET /api/profile',
  'high code/mass-assignment vulnerable/profiles.ts PUT /api/profile',
  'high code/mass-assignment vulnerable/registration.ts POST /api/register',
  'medium code/client-cursor vulnerable/feed.ts GET /api/feed',
  'low code/unbounded-limit vulnerable/feed.ts GET /api/feed',
  `medium code/whole-item-returned vulnerable/profiles.ts GET ${users}`,
  `medium code/whole-item-returned vulnerable/posts.ts GET ${users}/posts`,
  'medium code/whole-item-returned vulnerable/posts.ts GET /api/topics/{topic}/posts',
  'medium code/raw-error-returned vulnerable/errors.ts',
  // A key that is guessed, a token without an end, a key of cookies that is guessed, a cookie for scripts.
  'high code/weak-session-or-jwt-settings vulnerable/authentication.ts',
  'high code/weak-session-or-jwt-settings vulnerable/authentication.ts',
  'high code/weak-session-or-jwt-settings vulnerable/sessions.ts',
  'high code/weak-session-or-jwt-settings vulnerable/sessions.ts',
];
