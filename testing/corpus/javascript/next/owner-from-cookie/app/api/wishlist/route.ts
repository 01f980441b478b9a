// The owner of the wishlist stands in a plain cookie.
import { cookies } from 'next/headers';
import { NextResponse } from 'next/server';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export async function GET() {
  const jar = await cookies();
  const userId = jar.get('userId')?.value; // expect code/identity-from-client-header
  if (!userId) return NextResponse.json({ error: 'unauthorized' }, { status: 401 });
  const { Items = [] } = await ddb.send(
    new QueryCommand({
      TableName: 'wishlists',
      KeyConditionExpression: 'userId = :u',
      ExpressionAttributeValues: { ':u': userId },
    }),
  );
  return NextResponse.json(Items.map(({ sku, addedAt }) => ({ sku, addedAt })));
}
