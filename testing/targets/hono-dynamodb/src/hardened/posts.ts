import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { ownerTopic } from '../owner-topic.ts';
import { TOPICS } from '../seed-data.ts';
import { INDEXES, POSTS } from '../tables.ts';
import { updateItem } from '../update-item.ts';
import { badRequest, notFound } from './errors.ts';
import { canonicalId, isOwnId } from './identity.ts';
import { isText, readObject } from './input.ts';
import { serializePost } from './serializers.ts';
import { findSharedPost, forgetShares } from './shares.ts';

/** The most posts one list holds; `GET /api/feed` pages through the rest. */
const LONGEST_LIST = 50;

async function postsOf(documents: Documents, userId: string) {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: POSTS,
      KeyConditionExpression: 'user_id = :user',
      ExpressionAttributeValues: { ':user': userId },
      Limit: LONGEST_LIST,
    }),
  );
  return Items.map(serializePost);
}

// region: posts-by-id
/** `GET /api/users/{user_id}/posts` */
export const listUserPosts = (documents: Documents) => async (c: At<'/api/users/:user_id/posts'>) => {
  const { caller } = c.var;
  if (!isOwnId(c.req.param('user_id'), caller)) return notFound(c);
  return c.json(await postsOf(documents, caller.userId));
};
// endregion

// region: client-side-filter
/** `GET /api/posts`: the key condition chooses the rows, and the caller is the key. */
export const listPosts = (documents: Documents) => async (c: At) =>
  c.json(await postsOf(documents, c.var.caller.userId));
// endregion

// region: nested-post
/** `GET /api/users/{user_id}/posts/{post_id}` */
export const readPost = (documents: Documents) => async (c: At<'/api/users/:user_id/posts/:post_id'>) => {
  const { caller } = c.var;
  const postId = canonicalId(c.req.param('post_id'));
  if (postId === null) return notFound(c);
  if (!isOwnId(c.req.param('user_id'), caller)) return readSharedPost(c, documents, postId);

  const { Item: post } = await documents.send(
    new GetCommand({ TableName: POSTS, Key: { user_id: caller.userId, post_id: postId } }),
  );
  return post ? c.json(serializePost(post)) : notFound(c);
};
// endregion

async function readSharedPost(c: At<'/api/users/:user_id/posts/:post_id'>, documents: Documents, postId: string) {
  const ownerId = canonicalId(c.req.param('user_id'));
  if (ownerId === null) return notFound(c);

  const post = await findSharedPost(documents, { user_id: ownerId, post_id: postId }, c.var.caller.userId);
  return post ? c.json(serializePost(post)) : notFound(c);
}

// region: topic-index
/** `GET /api/topics/{topic}/posts` */
export const listTopic = (documents: Documents) => async (c: At<'/api/topics/:topic/posts'>) => {
  const topic = TOPICS.find((known) => known === c.req.param('topic'));
  if (topic === undefined) return notFound(c);

  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: POSTS,
      IndexName: INDEXES.byOwnerTopic,
      KeyConditionExpression: 'owner_topic = :key',
      ExpressionAttributeValues: { ':key': ownerTopic(c.var.caller.userId, topic) },
      Limit: LONGEST_LIST,
    }),
  );
  return c.json(Items.map(serializePost));
};
// endregion

/** The fields of a post that its author writes, or null when one is not as it should be. */
async function readNewPost(c: At) {
  const { title, body, topic: wanted } = (await readObject(c)) ?? {};
  const topic = TOPICS.find((known) => known === wanted);
  if (!isText(title, 1, 120) || !isText(body, 1, 2000) || topic === undefined) return null;
  return { title, body, topic };
}

/** `POST /api/posts` */
export const createPost = (documents: Documents) => async (c: At) => {
  const written = await readNewPost(c);
  if (!written) return badRequest(c);

  const { userId } = c.var.caller;
  const post = {
    user_id: userId,
    post_id: randomUUID(),
    ...written,
    visibility: 'private',
    created_at: new Date().toISOString(),
    owner_topic: ownerTopic(userId, written.topic),
  };
  await documents.send(
    new PutCommand({ TableName: POSTS, Item: post, ConditionExpression: 'attribute_not_exists(post_id)' }),
  );
  return c.json(serializePost(post), 201);
};

/** `POST /api/users/{user_id}/posts` */
export const createUserPost = (documents: Documents) => async (c: At<'/api/users/:user_id/posts'>) =>
  isOwnId(c.req.param('user_id'), c.var.caller) ? createPost(documents)(c) : notFound(c);

/** `PUT /api/users/{user_id}/posts/{post_id}` */
export const changePost = (documents: Documents) => async (c: At<'/api/users/:user_id/posts/:post_id'>) => {
  const { userId } = c.var.caller;
  const postId = canonicalId(c.req.param('post_id'));
  if (postId === null || !isOwnId(c.req.param('user_id'), c.var.caller)) return notFound(c);
  const written = await readNewPost(c);
  if (!written) return badRequest(c);

  const changes = { ...written, owner_topic: ownerTopic(userId, written.topic) };
  const post = await updateItem(documents, POSTS, { user_id: userId, post_id: postId }, changes);
  return post ? c.json(serializePost(post)) : notFound(c);
};

/** `DELETE /api/users/{user_id}/posts/{post_id}` */
export const deletePost = (documents: Documents) => async (c: At<'/api/users/:user_id/posts/:post_id'>) => {
  const { caller } = c.var;
  const postId = canonicalId(c.req.param('post_id'));
  if (postId === null || !isOwnId(c.req.param('user_id'), caller)) return notFound(c);

  try {
    const { Attributes: post } = await documents.send(
      new DeleteCommand({
        TableName: POSTS,
        Key: { user_id: caller.userId, post_id: postId },
        ConditionExpression: 'attribute_exists(post_id)',
        ReturnValues: 'ALL_OLD',
      }),
    );
    await forgetShares(documents, caller.userId, post);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return notFound(c);
    throw error;
  }
  return c.body(null, 204);
};
