// A route of the app router asks for the session of next-auth.
import { NextResponse } from 'next/server';
import { getServerSession } from 'next-auth';
import { DeleteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { authOptions } from '@/lib/auth';
import { documents } from '@/lib/documents';

interface Context { params: Promise<{ id: string }> }

export async function GET(_request: Request, { params }: Context) {
  const session = await getServerSession(authOptions);
  if (!session?.user?.email) {
    return NextResponse.json({ error: 'unauthorized' }, { status: 401 });
  }
  const { id } = await params;
  const { Item } = await documents.send(new GetCommand({ TableName: 'notes', Key: { id } })); // expect code/foreign-key-read
  if (!Item) return NextResponse.json({ error: 'not found' }, { status: 404 });
  return NextResponse.json({ id: Item.id, text: Item.text });
}

export async function DELETE(_request: Request, { params }: Context) {
  const session = await getServerSession(authOptions);
  if (!session?.user?.email) return new NextResponse(null, { status: 401 });
  const { id } = await params;
  try {
    await documents.send(
      new DeleteCommand({
        TableName: 'notes',
        Key: { id },
        ConditionExpression: '#owner = :owner',
        ExpressionAttributeNames: { '#owner': 'ownerEmail' },
        ExpressionAttributeValues: { ':owner': session.user.email },
      }),
    );
  } catch (error) {
    if ((error as Error).name === 'ConditionalCheckFailedException') return new NextResponse(null, { status: 404 });
    throw error;
  }
  return new NextResponse(null, { status: 204 });
}
