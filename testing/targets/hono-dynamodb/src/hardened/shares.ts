import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { INDEXES, POSTS } from '../tables.ts';
import { badRequest, notFound } from './errors.ts';
import { canonicalId, isOwnId } from './identity.ts';
import { readObject } from './input.ts';
import { serializePost } from './serializers.ts';

/*
 * A post names its readers, and that decides. Beside it each reader has an item in a partition of the author's own, which
 * an index lists by reader: it only says where to look.
 */

/** The partition of what an author shares; no id of a user contains `#`. */
export const sharesOf = (author: string) => `shares#${author}`;

/** `POST /api/users/{user_id}/posts/{post_id}/shares`; whether there is such a reader is not told. */
export const sharePost = (documents: Documents) => async (c: At<'/api/users/:user_id/posts/:post_id/shares'>) => {
  const { caller } = c.var;
  const postId = canonicalId(c.req.param('post_id'));
  if (postId === null || !isOwnId(c.req.param('user_id'), caller)) return notFound(c);
  const { user_id: wanted } = (await readObject(c)) ?? {};
  const reader = typeof wanted === 'string' ? canonicalId(wanted) : null;
  if (reader === null) return badRequest(c);

  try {
    await documents.send(
      new UpdateCommand({
        TableName: POSTS,
        Key: { user_id: caller.userId, post_id: postId },
        UpdateExpression: 'ADD shared_with :reader',
        ConditionExpression: 'attribute_exists(post_id)',
        ExpressionAttributeValues: { ':reader': new Set([reader]) },
      }),
    );
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return notFound(c);
    throw error;
  }
  await rememberShare(documents, caller.userId, postId, reader);
  return c.body(null, 204);
};

async function rememberShare(documents: Documents, author: string, postId: string, reader: string): Promise<void> {
  const share = {
    user_id: sharesOf(author),
    post_id: `${postId}#${reader}`,
    reader,
    author,
    shared_post: postId,
  };
  const condition = 'attribute_not_exists(post_id)';
  try {
    await documents.send(new PutCommand({ TableName: POSTS, Item: share, ConditionExpression: condition }));
  } catch (error) {
    // Whoever shares twice shares once.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

/** Of a post that is no more. One that is left by a failure leads nowhere. */
export async function forgetShares(
  documents: Documents,
  author: string,
  post: Record<string, unknown> = {},
): Promise<void> {
  const readers: ReadonlySet<unknown> = post.shared_with instanceof Set ? post.shared_with : new Set();
  for (const reader of readers) {
    const key = { user_id: sharesOf(author), post_id: `${post.post_id}#${reader}` };
    await documents.send(new DeleteCommand({ TableName: POSTS, Key: key }));
  }
}

/** A post of somebody else, when it is shared with that user; else null. */
export async function findSharedPost(documents: Documents, key: { user_id: string; post_id: string }, reader: string) {
  const { Item: post } = await documents.send(new GetCommand({ TableName: POSTS, Key: key }));
  return post?.shared_with?.has(reader) ? post : null;
}

/** `GET /api/shared` */
export const listShared = (documents: Documents) => async (c: At) => {
  const { userId } = c.var.caller;
  const pages = paginateQuery(
    { client: documents },
    {
      TableName: POSTS,
      IndexName: INDEXES.byReader,
      KeyConditionExpression: 'reader = :reader',
      ExpressionAttributeValues: { ':reader': userId },
    },
  );
  const posts = [];
  for await (const { Items = [] } of pages) {
    for (const { author, shared_post } of Items) {
      const post = await findSharedPost(documents, { user_id: author, post_id: shared_post }, userId);
      if (post) posts.push(serializePost(post));
    }
  }
  return c.json(posts);
};
