// Server actions of Next with the session of the caller.
'use server';
import { auth } from '@clerk/nextjs/server';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export async function removeOwn(formData: FormData) {
  const { userId } = await auth();
  if (!userId) throw new Error('unauthorized');
  await documents.send(new DeleteCommand({ TableName: 'pins', Key: { userId, id: String(formData.get('id')) } }));
}
