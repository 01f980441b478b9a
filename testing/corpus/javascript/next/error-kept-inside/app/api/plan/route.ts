// The caller hears a constant sentence whatever the store said.
import { NextResponse } from 'next/server';
import { auth } from '@clerk/nextjs/server';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export async function GET() {
  const { userId } = await auth();
  if (!userId) return NextResponse.json({ error: 'unauthorized' }, { status: 401 });
  try {
    const { Item } = await ddb.send(new GetCommand({ TableName: 'plans', Key: { userId } }));
    return NextResponse.json({ plan: Item?.plan ?? 'free' });
  } catch (error) {
    const throttled = error instanceof Error && error.name === 'ThrottlingException';
    console.error('reading the plan failed', { userId, throttled });
    return NextResponse.json({ error: 'try again later' }, { status: throttled ? 429 : 500 });
  }
}
