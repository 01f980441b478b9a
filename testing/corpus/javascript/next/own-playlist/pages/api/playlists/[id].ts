// The playlist is deleted only where its owner is the one of the session.
import type { NextApiRequest, NextApiResponse } from 'next';
import { getServerSession } from 'next-auth/next';
import { DynamoDBClient, DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { authOptions } from '../auth/[...nextauth]';

const client = new DynamoDBClient({});

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const session = await getServerSession(req, res, authOptions);
  if (!session?.user?.id) {
    res.status(401).json({ error: 'unauthorized' });
    return;
  }
  if (req.method !== 'DELETE') {
    res.status(405).end();
    return;
  }
  try {
    await client.send(
      new DeleteItemCommand({
        TableName: 'playlists',
        Key: { playlistId: { S: req.query.id as string } },
        ConditionExpression: 'ownerId = :me',
        ExpressionAttributeValues: { ':me': { S: session.user.id } },
      }),
    );
    res.status(204).end();
  } catch {
    res.status(404).json({ error: 'not found' });
  }
}
