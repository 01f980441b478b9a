// Clerk says who asks; renaming a board is bound to the owner, reading it is not.
import { auth } from '@clerk/nextjs/server';
import { NextResponse } from 'next/server';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { documents, TABLE } from '@/lib/dynamo';

type Context = { params: Promise<{ boardId: string }> };

export async function GET(_request: Request, { params }: Context) {
  const { userId } = await auth();
  if (!userId) return NextResponse.json({ message: 'sign in' }, { status: 401 });
  const { boardId } = await params;
  const { Item } = await documents.send( // expect code/foreign-key-read
    new GetCommand({ TableName: TABLE, Key: { boardId } }),
  );
  if (!Item) return NextResponse.json({ message: 'no such board' }, { status: 404 });
  return NextResponse.json({ id: Item.boardId, name: Item.name, cards: Item.cards });
}

export async function PATCH(request: Request, { params }: Context) {
  const { userId } = await auth();
  if (!userId) return NextResponse.json({ message: 'sign in' }, { status: 401 });
  const { boardId } = await params;
  const { name } = await request.json();
  try {
    await documents.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { boardId },
        UpdateExpression: 'SET #n = :name',
        ConditionExpression: 'ownerId = :me',
        ExpressionAttributeNames: { '#n': 'name' },
        ExpressionAttributeValues: { ':name': String(name).slice(0, 100), ':me': userId },
      }),
    );
  } catch (error) {
    if ((error as Error).name === 'ConditionalCheckFailedException') {
      return NextResponse.json({ message: 'no such board' }, { status: 404 });
    }
    throw error;
  }
  return new NextResponse(null, { status: 204 });
}
