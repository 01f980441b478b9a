import { Hono } from 'hono';
import type { Documents } from '../database.ts';
import type { Environment } from '../environment.ts';
import { createSpec } from '../spec.ts';
import { countUsers } from './admin.ts';
import { login, signedIn } from './authentication.ts';
import { answerError, notFound } from './errors.ts';
import { readFeed } from './feed.ts';
import { createPost, deletePost, listPosts, listTopic, listUserPosts, readPost } from './posts.ts';
import { readMe, readProfile, readUser, updateProfile } from './profiles.ts';
import { createSession, showSession } from './sessions.ts';

export interface VulnerableDependencies {
  readonly documents: Documents;
  /** The highest post id in use; new posts get the numbers after it. */
  readonly lastPostId: number;
}

/** The API as it is too often written: every route works, and nobody asks whose the data is. */
export function createVulnerableApp({ documents, lastPostId }: VulnerableDependencies): Hono<Environment> {
  const app = new Hono<Environment>();
  const spec = createSpec('vulnerable');
  app.onError(answerError);
  app.notFound(notFound);

  app.get('/openapi.json', (c) => c.json(spec));
  app.get('/health', (c) => c.json({ status: 'ok' }));
  app.post('/api/login', login(documents));
  app.post('/api/session', createSession(documents));
  app.get('/api/session', showSession(documents));
  app.get('/api/me', signedIn, readMe(documents));
  app.get('/api/users/:user_id', signedIn, readUser(documents));
  app.get('/api/users/:user_id/posts', signedIn, listUserPosts(documents));
  app.get('/api/users/:user_id/posts/:post_id', signedIn, readPost(documents));
  app.delete('/api/users/:user_id/posts/:post_id', signedIn, deletePost(documents));
  app.get('/api/posts', signedIn, listPosts(documents));
  app.post('/api/posts', signedIn, createPost(documents, lastPostId));
  app.get('/api/topics/:topic/posts', signedIn, listTopic(documents));
  app.get('/api/feed', signedIn, readFeed(documents));
  app.get('/api/profile', readProfile(documents));
  app.put('/api/profile', signedIn, updateProfile(documents));
  app.get('/api/admin/users-count', signedIn, countUsers(documents));
  return app;
}
