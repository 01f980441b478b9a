// Three fields of the body are stored under the caller's id.
import { getServerSession } from 'next-auth';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { authOptions } from '@/lib/auth';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export async function PUT(request: Request) {
  const session = await getServerSession(authOptions);
  if (!session?.user?.id) return new Response(null, { status: 401 });
  const { displayName, bio, website } = await request.json();
  await ddb.send(
    new UpdateCommand({
      TableName: 'profiles',
      Key: { userId: session.user.id },
      UpdateExpression: 'SET displayName = :d, bio = :b, website = :w',
      ExpressionAttributeValues: { ':d': String(displayName), ':b': String(bio ?? ''), ':w': String(website ?? '') },
    }),
  );
  return new Response(null, { status: 204 });
}
