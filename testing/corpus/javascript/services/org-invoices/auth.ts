import type { NextFunction, Request, Response } from 'express';
import jwt from 'jsonwebtoken';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

declare module 'express-serve-static-core' {
  interface Request {
    userId?: string;
  }
}

export function signedIn(req: Request, res: Response, next: NextFunction) {
  const token = req.headers.authorization?.split(' ')[1];
  if (!token) return res.sendStatus(401);
  try {
    const claims = jwt.verify(token, process.env.JWT_SECRET as string, { algorithms: ['HS256'] }) as jwt.JwtPayload;
    req.userId = claims.sub;
    next();
  } catch {
    res.sendStatus(401);
  }
}

export async function memberOf(req: Request, res: Response, next: NextFunction) {
  const { Item } = await ddb.send(
    new GetCommand({
      TableName: process.env.TABLE,
      Key: { PK: `ORG#${req.params.org}`, SK: `MEMBER#${req.userId}` },
    }),
  );
  if (!Item) return res.sendStatus(403);
  next();
}
