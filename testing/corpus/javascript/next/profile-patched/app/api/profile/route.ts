// Whatever the body holds is written over the stored profile.
import { getServerSession } from 'next-auth';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { authOptions } from '@/lib/auth';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export async function PUT(request: Request) {
  const session = await getServerSession(authOptions);
  if (!session?.user?.id) return new Response(null, { status: 401 });
  const body = await request.json();
  const profile = Object.assign({}, body, { userId: session.user.id });
  await ddb.send(new PutCommand({ TableName: 'profiles', Item: profile })); // expect code/mass-assignment
  return new Response(null, { status: 204 });
}
