// The search parameters say whose orders are listed.
import { NextResponse, type NextRequest } from 'next/server';
import { getServerSession } from 'next-auth';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export async function GET(request: NextRequest) {
  const session = await getServerSession();
  if (!session?.user) return NextResponse.json({ error: 'unauthorized' }, { status: 401 });

  const userId = request.nextUrl.searchParams.get('userId');
  const { Items = [] } = await ddb.send( // expect code/foreign-key-read
    new QueryCommand({
      TableName: 'orders',
      IndexName: 'byUser',
      KeyConditionExpression: 'userId = :u',
      ExpressionAttributeValues: { ':u': userId },
      Limit: 20,
    }),
  );
  return NextResponse.json(Items.map((order) => ({ id: order.orderId, total: order.total })));
}
