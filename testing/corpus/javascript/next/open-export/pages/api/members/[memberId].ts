// Nothing asks who wants to see a member.
import type { NextApiRequest, NextApiResponse } from 'next';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocument.from(new DynamoDB({ region: process.env.REGION }));

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  if (req.method !== 'GET') return res.status(405).end();
  const memberId = String(req.query.memberId);
  const found = await db.get({ TableName: 'members', Key: { memberId } }); // expect code/missing-authentication
  if (!found.Item) return res.status(404).json({ error: 'not found' });
  return res.status(200).json({ name: found.Item.name, joined: found.Item.joined });
}
