import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { paginateScan, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { POSTS } from '../tables.ts';
import { badRequest, notFound } from './errors.ts';
import { isFilled } from './input.ts';
import { ownPost } from './serializers.ts';

/** `POST /api/users/{user_id}/posts/{post_id}/shares` */
export const sharePost = (documents: Documents) => async (c: At<'/api/users/:user_id/posts/:post_id/shares'>) => {
  const { user_id, post_id } = c.req.param();
  if (user_id !== c.var.caller.userId) return notFound(c);
  const { user_id: reader } = await c.req.json();
  if (!isFilled(reader)) return badRequest(c);

  try {
    await documents.send(
      new UpdateCommand({
        TableName: POSTS,
        Key: { user_id, post_id },
        UpdateExpression: 'SET shared_with = list_append(if_not_exists(shared_with, :none), :reader)',
        ConditionExpression: 'attribute_exists(post_id)',
        ExpressionAttributeValues: { ':none': [], ':reader': [reader] },
      }),
    );
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return notFound(c);
    throw error;
  }
  return c.body(null, 204);
};

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
  for await (const { Items = [] } of pages) posts.push(...Items.map(ownPost));
  return c.json(posts);
};
