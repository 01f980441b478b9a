// Anybody with a session deletes any playlist.
import type { NextApiRequest, NextApiResponse } from 'next';
import { getServerSession } from 'next-auth/next';
import { DynamoDBClient, DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { authOptions } from '../auth/[...nextauth]';

const client = new DynamoDBClient({});

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const session = await getServerSession(req, res, authOptions);
  if (!session) {
    res.status(401).json({ error: 'unauthorized' });
    return;
  }
  if (req.method !== 'DELETE') {
    res.status(405).end();
    return;
  }
  await client.send( // expect code/foreign-key-write
    new DeleteItemCommand({ TableName: 'playlists', Key: { playlistId: { S: req.query.id as string } } }),
  );
  res.status(204).end();
}
