// The session of next-auth owns the addresses; the owner of a new one is what the form says.
import { getServerSession } from 'next-auth';
import { NextRequest, NextResponse } from 'next/server';
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ulid } from 'ulid';
import { authOptions } from '../../../lib/auth-options';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.ADDRESSES;

export async function GET() {
  const session = await getServerSession(authOptions);
  if (!session?.user?.email) return NextResponse.json(null, { status: 401 });
  const { Items } = await ddb.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'email = :email',
      ExpressionAttributeValues: { ':email': session.user.email },
      ProjectionExpression: 'addressId, street, city',
    }),
  );
  return NextResponse.json(Items ?? []);
}

export async function POST(request: NextRequest) {
  const session = await getServerSession(authOptions);
  if (!session) return NextResponse.json(null, { status: 401 });
  const { email, street, city } = await request.json();
  const addressId = ulid();
  await ddb.send(new PutCommand({ TableName, Item: { email, addressId, street, city } })); // expect code/foreign-owner-created
  return NextResponse.json({ addressId }, { status: 201 });
}

export async function DELETE(request: NextRequest) {
  const session = await getServerSession(authOptions);
  if (!session?.user?.email) return NextResponse.json(null, { status: 401 });
  const addressId = request.nextUrl.searchParams.get('id');
  const { DeleteCommand } = await import('@aws-sdk/lib-dynamodb');
  await ddb.send(new DeleteCommand({ TableName, Key: { email: session.user.email, addressId } }));
  return new NextResponse(null, { status: 204 });
}
