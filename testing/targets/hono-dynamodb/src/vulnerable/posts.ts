import { DeleteCommand, PutCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { ownerTopic } from '../owner-topic.ts';
import { INDEXES, POSTS } from '../tables.ts';
import { updateItem } from '../update-item.ts';
import { notFound } from './errors.ts';
import type { Sequence } from './sequence.ts';
import { ownPost, serialize } from './serializers.ts';

// region: posts-by-id
/** `GET /api/users/{user_id}/posts` */
export const listUserPosts = (documents: Documents) => async (c: At<'/api/users/:user_id/posts'>) => {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: POSTS,
      KeyConditionExpression: 'user_id = :user',
      ExpressionAttributeValues: { ':user': c.req.param('user_id') },
    }),
  );
  return c.json(Items.map(serialize));
};
// endregion

// region: nested-post
/** `GET /api/users/{user_id}/posts/{post_id}` */
export const readPost = (documents: Documents) => async (c: At<'/api/users/:user_id/posts/:post_id'>) => {
  if (c.req.param('user_id') !== c.var.caller.userId) return notFound(c);

  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: POSTS,
      IndexName: INDEXES.byPost,
      KeyConditionExpression: 'post_id = :post',
      ExpressionAttributeValues: { ':post': c.req.param('post_id') },
    }),
  );
  const [post] = Items;
  return post ? c.json(ownPost(post)) : notFound(c);
};
// endregion

// region: client-side-filter
/** `GET /api/posts` */
export const listPosts = (documents: Documents) => async (c: At) => {
  const userId = c.req.query('user_id') ?? c.var.caller.userId;
  const { Items = [] } = await documents.send(new ScanCommand({ TableName: POSTS }));

  const posts = Items.filter((post) => post.user_id === userId);
  return c.json(posts.map(ownPost));
};
// endregion

// region: topic-index
/** `GET /api/topics/{topic}/posts` */
export const listTopic = (documents: Documents) => async (c: At<'/api/topics/:topic/posts'>) => {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: POSTS,
      IndexName: INDEXES.byTopic,
      KeyConditionExpression: 'topic = :topic',
      ExpressionAttributeValues: { ':topic': c.req.param('topic') },
    }),
  );
  return c.json(Items.map(serialize));
};
// endregion

interface NewPost {
  title: string;
  body: string;
  topic: string;
}

async function storePost(documents: Documents, userId: string, postId: string, { title, body, topic }: NewPost) {
  const post = {
    user_id: userId,
    post_id: postId,
    title,
    body,
    topic,
    visibility: 'private',
    created_at: new Date().toISOString(),
    owner_topic: ownerTopic(userId, topic),
  };
  await documents.send(new PutCommand({ TableName: POSTS, Item: post }));
  return ownPost(post);
}

/** `POST /api/posts` */
export const createPost = (documents: Documents, nextPostId: Sequence) => async (c: At) => {
  const post = await c.req.json<NewPost>();
  return c.json(await storePost(documents, c.var.caller.userId, nextPostId(), post), 201);
};

/** `POST /api/users/{user_id}/posts` */
export const createUserPost =
  (documents: Documents, nextPostId: Sequence) => async (c: At<'/api/users/:user_id/posts'>) => {
    const post = await c.req.json<NewPost>();
    return c.json(await storePost(documents, c.req.param('user_id'), nextPostId(), post), 201);
  };

/** `PUT /api/users/{user_id}/posts/{post_id}` */
export const changePost = (documents: Documents) => async (c: At<'/api/users/:user_id/posts/:post_id'>) => {
  const { user_id, post_id } = c.req.param();
  const { title, body, topic } = await c.req.json<NewPost>();
  const changes = { title, body, topic, owner_topic: ownerTopic(user_id, topic) };

  const post = await updateItem(documents, POSTS, { user_id, post_id }, changes);
  return post ? c.json(ownPost(post)) : notFound(c);
};

/** `DELETE /api/users/{user_id}/posts/{post_id}` */
export const deletePost = (documents: Documents) => async (c: At<'/api/users/:user_id/posts/:post_id'>) => {
  await documents.send(
    new DeleteCommand({
      TableName: POSTS,
      Key: { user_id: c.req.param('user_id'), post_id: c.req.param('post_id') },
    }),
  );
  return c.body(null, 204);
};
