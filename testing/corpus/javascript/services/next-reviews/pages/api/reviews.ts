// A handler of the pages router: reviews are written in the name of the caller, and edited by anybody.
import type { NextApiRequest, NextApiResponse } from 'next';
import { getToken } from 'next-auth/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { nanoid } from 'nanoid';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.REVIEWS;

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const token = await getToken({ req, secret: process.env.NEXTAUTH_SECRET });
  if (!token?.sub) return res.status(401).end();

  if (req.method === 'POST') {
    const reviewId = nanoid();
    await ddb.send(
      new PutCommand({ TableName, Item: { reviewId, author: token.sub, stars: Number(req.body.stars), text: String(req.body.text) } }),
    );
    return res.status(201).json({ reviewId });
  }

  if (req.method === 'PUT') {
    const { reviewId, text } = req.body;
    await ddb.send( // expect code/foreign-key-write
      new UpdateCommand({
        TableName,
        Key: { reviewId },
        UpdateExpression: 'SET #t = :text, editedBy = :by',
        ConditionExpression: 'attribute_exists(reviewId)',
        ExpressionAttributeNames: { '#t': 'text' },
        ExpressionAttributeValues: { ':text': text, ':by': token.sub },
      }),
    );
    return res.status(204).end();
  }

  res.status(405).end();
}
