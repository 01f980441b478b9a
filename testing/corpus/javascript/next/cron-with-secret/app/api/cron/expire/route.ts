// The timer shows a secret of its own; the route tells no more than a number.
import { timingSafeEqual } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

function fromTimer(request: Request): boolean {
  const given = Buffer.from(request.headers.get('authorization') ?? '');
  const wanted = Buffer.from(`Bearer ${process.env.CRON_SECRET}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

export async function POST(request: Request) {
  if (!fromTimer(request)) return new Response(null, { status: 401 });
  const { Items = [] } = await ddb.send(
    new ScanCommand({
      TableName: 'drafts',
      FilterExpression: 'expiresAt < :now',
      ExpressionAttributeValues: { ':now': Date.now() },
    }),
  );
  for (const draft of Items) {
    await ddb.send(new DeleteCommand({ TableName: 'drafts', Key: { draftId: draft.draftId } }));
  }
  return new Response(null, { status: 204 });
}
