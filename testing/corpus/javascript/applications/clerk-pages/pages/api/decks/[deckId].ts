// An API route of the pages router with Clerk.
import { getAuth } from '@clerk/nextjs/server';
import type { NextApiRequest, NextApiResponse } from 'next';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const { userId } = getAuth(req);
  if (!userId) return res.status(401).end();
  const deckId = req.query.deckId as string;
  const { Item: deck } = await documents.send(new GetCommand({ TableName: 'decks', Key: { deckId } }));
  if (!deck) return res.status(404).end();

  switch (req.method) {
    case 'GET':
      if (deck.ownerId !== userId && !deck.isPublic) return res.status(404).end();
      return res.status(200).json({ title: deck.title, cards: deck.cards });
    case 'DELETE':
      if (deck.ownerId !== userId) return res.status(403).end();
      await documents.send(
        new DeleteCommand({
          TableName: 'decks',
          Key: { deckId },
          ConditionExpression: 'ownerId = :o',
          ExpressionAttributeValues: { ':o': userId },
        }),
      );
      return res.status(204).end();
    default:
      res.setHeader('Allow', 'GET, DELETE');
      return res.status(405).end();
  }
}
