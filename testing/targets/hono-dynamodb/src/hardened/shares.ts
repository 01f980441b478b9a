import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, paginateScan, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { POSTS } from '../tables.ts';
import { badRequest, notFound } from './errors.ts';
import { canonicalId, isOwnId } from './identity.ts';
import { readObject } from './input.ts';
import { serializePost } from './serializers.ts';

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
  return c.body(null, 204);
};

/** A post of somebody else, when it is shared with that user; else null. */
export async function findSharedPost(documents: Documents, key: { user_id: string; post_id: string }, reader: string) {
  const { Item: post } = await documents.send(new GetCommand({ TableName: POSTS, Key: key }));
  return post?.shared_with?.has(reader) ? post : null;
}

/** `GET /api/shared` */
export const listShared = (documents: Documents) => async (c: At) => {
  const pages = paginateScan(
    { client: documents },
    {
      TableName: POSTS,
      FilterExpression: 'contains(shared_with, :reader)',
      ExpressionAttributeValues: { ':reader': c.var.caller.userId },
    },
  );
  const posts = [];
  for await (const { Items = [] } of pages) posts.push(...Items.map(serializePost));
  return c.json(posts);
};
