// A session is asked for, the invoice is the one of the path.
import { auth } from '@clerk/nextjs/server';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { NextResponse } from 'next/server';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { userId } = await auth();
  if (!userId) return NextResponse.json({ error: 'unauthorized' }, { status: 401 });

  const { id } = await params;
  const { Item } = await ddb.send(new GetCommand({ TableName: 'invoices', Key: { id } })); // expect code/foreign-key-read
  if (!Item) return NextResponse.json({ error: 'not found' }, { status: 404 });
  return NextResponse.json({ id, amount: Item.amount, paid: Item.paid });
}
