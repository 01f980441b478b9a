import { Hono } from 'hono';
import type { Documents } from '../database.ts';
import type { Environment } from '../environment.ts';
import { createSpec } from '../spec.ts';
import { changeRole, countUsers } from './admin.ts';
import { login, logout, type RefreshTokens, refresh, signedIn } from './authentication.ts';
import { answerError, notFound } from './errors.ts';
import { readFeed } from './feed.ts';
import {
  changePost,
  createPost,
  createUserPost,
  deletePost,
  listPosts,
  listTopic,
  listUserPosts,
  readPost,
} from './posts.ts';
import { readMe, readProfile, readUser, updateProfile } from './profiles.ts';
import { register } from './registration.ts';
import { countFrom } from './sequence.ts';
import { createSession, showSession } from './sessions.ts';
import { listShared, sharePost } from './shares.ts';
import { changePassword, changeUser, deleteUser } from './users.ts';

export interface VulnerableDependencies {
  readonly documents: Documents;
  /** The highest user id in use; new users get the numbers after it. */
  readonly lastUserId: number;
  /** The highest post id in use; new posts get the numbers after it. */
  readonly lastPostId: number;
}

/** The API as it is too often written: every route works, and nobody asks whose the data is. */
export function createVulnerableApp({ documents, ...last }: VulnerableDependencies): Hono<Environment> {
  const app = new Hono<Environment>();
  const nextUserId = countFrom(last.lastUserId);
  const nextPostId = countFrom(last.lastPostId);
  const refreshTokens: RefreshTokens = new Map();
  const spec = createSpec('vulnerable');
  app.onError(answerError);
  app.notFound(notFound);

  app.get('/openapi.json', (c) => c.json(spec));
  app.get('/health', (c) => c.json({ status: 'ok' }));
  app.post('/api/register', register(documents, nextUserId));
  app.post('/api/login', login(documents, refreshTokens));
  app.post('/api/token', refresh(documents, refreshTokens));
  app.post('/api/logout', signedIn, logout);
  app.post('/api/session', createSession(documents));
  app.get('/api/session', showSession(documents));
  app.get('/api/me', signedIn, readMe(documents));
  app.get('/api/users/:user_id', signedIn, readUser(documents));
  app.patch('/api/users/:user_id', signedIn, changeUser(documents));
  app.put('/api/users/:user_id/password', signedIn, changePassword(documents));
  app.delete('/api/users/:user_id', signedIn, deleteUser(documents));
  app.get('/api/users/:user_id/posts', signedIn, listUserPosts(documents));
  app.post('/api/users/:user_id/posts', signedIn, createUserPost(documents, nextPostId));
  app.get('/api/users/:user_id/posts/:post_id', signedIn, readPost(documents));
  app.put('/api/users/:user_id/posts/:post_id', signedIn, changePost(documents));
  app.delete('/api/users/:user_id/posts/:post_id', signedIn, deletePost(documents));
  app.post('/api/users/:user_id/posts/:post_id/shares', signedIn, sharePost(documents));
  app.get('/api/shared', signedIn, listShared(documents));
  app.get('/api/posts', signedIn, listPosts(documents));
  app.post('/api/posts', signedIn, createPost(documents, nextPostId));
  app.get('/api/topics/:topic/posts', signedIn, listTopic(documents));
  app.get('/api/feed', signedIn, readFeed(documents));
  app.get('/api/profile', readProfile(documents));
  app.put('/api/profile', signedIn, updateProfile(documents));
  app.get('/api/admin/users-count', signedIn, countUsers(documents));
  app.put('/api/admin/users/:user_id/role', signedIn, changeRole(documents));
  return app;
}
