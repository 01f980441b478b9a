// Handlers are wrapped by auth of next-auth 5, or call it themselves.
import { QueryCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { randomUUID } from 'crypto';
import { NextResponse } from 'next/server';
import { auth } from '@/auth';
import { db } from '@/db';
import { z } from 'zod';

const schema = z.object({ title: z.string().min(1).max(200), userId: z.string().optional() });

export const GET = auth(async (req) => {
  if (!req.auth) return NextResponse.json({ message: 'Not authenticated' }, { status: 401 });
  const owner = req.nextUrl.searchParams.get('user');
  const found = await db.send( // expect code/foreign-key-read
    new QueryCommand({ TableName: 'todos', KeyConditionExpression: 'userId = :u', ExpressionAttributeValues: { ':u': owner } }),
  );
  return NextResponse.json(found.Items?.map(({ todoId, title }) => ({ todoId, title })) ?? []);
});

export async function POST(req: Request) {
  const session = await auth();
  if (!session?.user?.id) return NextResponse.json({ message: 'Not authenticated' }, { status: 401 });
  const parsed = schema.safeParse(await req.json());
  if (!parsed.success) return NextResponse.json(parsed.error.flatten(), { status: 400 });
  const item = { ...parsed.data, userId: session.user.id, todoId: randomUUID() };
  await db.send(new PutCommand({ TableName: 'todos', Item: item }));
  return NextResponse.json({ todoId: item.todoId }, { status: 201 });
}
