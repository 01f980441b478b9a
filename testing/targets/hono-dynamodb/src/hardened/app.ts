import { Hono } from 'hono';
import type { Documents } from '../database.ts';
import type { Environment } from '../environment.ts';
import { createSpec } from '../spec.ts';
import { countUsers } from './admin.ts';
import { limitBodies } from './body-size.ts';
import { createCursors } from './cursors.ts';
import { answerError, type Log, notFound } from './errors.ts';
import { readFeed } from './feed.ts';
import { privateAnswers, protectiveHeaders } from './headers.ts';
import { createTokens, requireAdmin, requireCaller } from './identity.ts';
import { login } from './login.ts';
import { createPost, deletePost, listPosts, listTopic, listUserPosts, readPost } from './posts.ts';
import { readOwnProfile, readUser, updateProfile } from './profiles.ts';
import { createSession, createSessions, showSession } from './sessions.ts';

export interface HardenedDependencies {
  readonly documents: Documents;
  readonly log: Log;
}

/** The same API as it should have been written: the verified identity flows into every key. */
export function createHardenedApp({ documents, log }: HardenedDependencies): Hono<Environment> {
  const app = new Hono<Environment>();
  const spec = createSpec('hardened');
  const tokens = createTokens();
  const sessions = createSessions();
  const signedIn = requireCaller(tokens);
  app.onError(answerError(log));
  app.notFound(notFound);
  app.use(protectiveHeaders, privateAnswers);
  app.use(limitBodies);

  app.get('/openapi.json', (c) => c.json(spec));
  app.get('/health', (c) => c.json({ status: 'ok' }));
  app.post('/api/login', login(documents, tokens));
  app.post('/api/session', createSession(documents, sessions));
  app.get('/api/session', showSession(documents, sessions));
  app.get('/api/me', signedIn, readOwnProfile(documents));
  app.get('/api/users/:user_id', signedIn, readUser(documents));
  app.get('/api/users/:user_id/posts', signedIn, listUserPosts(documents));
  app.get('/api/users/:user_id/posts/:post_id', signedIn, readPost(documents));
  app.delete('/api/users/:user_id/posts/:post_id', signedIn, deletePost(documents));
  app.get('/api/posts', signedIn, listPosts(documents));
  app.post('/api/posts', signedIn, createPost(documents));
  app.get('/api/topics/:topic/posts', signedIn, listTopic(documents));
  app.get('/api/feed', signedIn, readFeed(documents, createCursors()));
  app.get('/api/profile', signedIn, readOwnProfile(documents));
  app.put('/api/profile', signedIn, updateProfile(documents));
  app.get('/api/admin/users-count', signedIn, requireAdmin, countUsers(documents));
  return app;
}
