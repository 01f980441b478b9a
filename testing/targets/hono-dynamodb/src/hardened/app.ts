import { Hono } from 'hono';
import type { Documents } from '../database.ts';
import type { Environment } from '../environment.ts';
import { createSpec } from '../spec.ts';
import { changeRole, countUsers } from './admin.ts';
import { limitBodies } from './body-size.ts';
import { createCursors } from './cursors.ts';
import { answerError, type Log, notFound } from './errors.ts';
import type { Clock } from './expiring-map.ts';
import { readFeed } from './feed.ts';
import { privateAnswers, protectiveHeaders } from './headers.ts';
import { createTokens, requireAdmin, requireCaller } from './identity.ts';
import { createIssuedTokens } from './issued-tokens.ts';
import { login } from './login.ts';
import { createLoginThrottle } from './login-throttle.ts';
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
import { readOwnProfile, readUser, updateProfile } from './profiles.ts';
import { logout, refresh } from './refresh.ts';
import { register } from './registration.ts';
import { createSession, createSessions, showSession } from './sessions.ts';
import { listShared, sharePost } from './shares.ts';
import { changePassword, changeUser, deleteUser } from './users.ts';

export interface HardenedDependencies {
  readonly documents: Documents;
  readonly log: Log;
  /** The time by which failed logins are counted and handed out tokens are remembered. */
  readonly now?: Clock;
}

/** The same API as it should have been written: the verified identity flows into every key. */
export function createHardenedApp({ documents, log, now = Date.now }: HardenedDependencies): Hono<Environment> {
  const app = new Hono<Environment>();
  const spec = createSpec('hardened');
  const tokens = createTokens();
  const sessions = createSessions();
  const issued = createIssuedTokens(now);
  const issuers = { tokens, issued };
  const throttle = createLoginThrottle(now);
  const signedIn = requireCaller({ documents, ...issuers });
  app.onError(answerError(log));
  app.notFound(notFound);
  app.use(protectiveHeaders, privateAnswers);
  app.use(limitBodies);

  app.get('/openapi.json', (c) => c.json(spec));
  app.get('/health', (c) => c.json({ status: 'ok' }));
  app.post('/api/register', register(documents));
  app.post('/api/login', login(documents, throttle, issuers));
  app.post('/api/token', refresh(documents, issuers));
  app.post('/api/logout', signedIn, logout(issued));
  app.post('/api/session', createSession(documents, throttle, sessions));
  app.get('/api/session', showSession(documents, sessions));
  app.get('/api/me', signedIn, readOwnProfile(documents));
  app.get('/api/users/:user_id', signedIn, readUser(documents));
  app.patch('/api/users/:user_id', signedIn, changeUser(documents));
  app.put('/api/users/:user_id/password', signedIn, changePassword(documents));
  app.delete('/api/users/:user_id', signedIn, deleteUser(documents));
  app.get('/api/users/:user_id/posts', signedIn, listUserPosts(documents));
  app.post('/api/users/:user_id/posts', signedIn, createUserPost(documents));
  app.get('/api/users/:user_id/posts/:post_id', signedIn, readPost(documents));
  app.put('/api/users/:user_id/posts/:post_id', signedIn, changePost(documents));
  app.delete('/api/users/:user_id/posts/:post_id', signedIn, deletePost(documents));
  app.post('/api/users/:user_id/posts/:post_id/shares', signedIn, sharePost(documents));
  app.get('/api/shared', signedIn, listShared(documents));
  app.get('/api/posts', signedIn, listPosts(documents));
  app.post('/api/posts', signedIn, createPost(documents));
  app.get('/api/topics/:topic/posts', signedIn, listTopic(documents));
  app.get('/api/feed', signedIn, readFeed(documents, createCursors()));
  app.get('/api/profile', signedIn, readOwnProfile(documents));
  app.put('/api/profile', signedIn, updateProfile(documents));
  app.get('/api/admin/users-count', signedIn, requireAdmin, countUsers(documents));
  app.put('/api/admin/users/:user_id/role', signedIn, requireAdmin, changeRole(documents));
  return app;
}
