import type { RequestHandler } from 'express';
import { jwtVerify } from 'jose';

const ranks = ['customer', 'support', 'manager', 'owner'] as const;
type Rank = (typeof ranks)[number];
const secret = new TextEncoder().encode(process.env.JWT_SECRET);

export const authenticated: RequestHandler = async (req, res, next) => {
  try {
    const { payload } = await jwtVerify(req.headers.authorization?.slice(7) ?? '', secret, { algorithms: ['HS256'] });
    res.locals.subject = payload.sub;
    res.locals.rank = payload.rank;
    next();
  } catch {
    res.status(401).json({ message: 'sign in' });
  }
};

export const atLeast =
  (rank: Rank): RequestHandler =>
  (_req, res, next) => {
    if (ranks.indexOf(res.locals.rank) < ranks.indexOf(rank)) {
      res.status(403).json({ message: 'not for you' });
      return;
    }
    next();
  };
