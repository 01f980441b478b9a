import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from './database.ts';

type Item = Record<string, unknown>;

/**
 * Sets attributes of an item that is there; gives the item afterwards, or null when there is none.
 * Without the condition an update of a deleted item would create an incomplete one.
 */
export async function updateItem(documents: Documents, table: string, key: Item, changes: Item): Promise<Item | null> {
  const names = Object.keys(changes);
  try {
    const { Attributes = {} } = await documents.send(
      new UpdateCommand({
        TableName: table,
        Key: key,
        UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
        ConditionExpression: 'attribute_exists(user_id)',
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: Object.fromEntries(names.map((name) => [`:${name}`, changes[name]])),
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Attributes;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
}
