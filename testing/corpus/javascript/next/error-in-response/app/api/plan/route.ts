// The reason of a failure goes out with the response.
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
    return NextResponse.json({ error: String(error) }, { status: 500 }); // expect code/raw-error-returned
  }
}
