import type { RequestHandler } from 'express';
import jwt from 'jsonwebtoken';

declare global {
  namespace Express {
    interface Request {
      user: { id: string };
    }
  }
}

export const requireAuth: RequestHandler = (req, res, next) => {
  jwt.verify(req.cookies.token, process.env.JWT_SECRET as string, { algorithms: ['HS512'] }, (error, payload) => {
    if (error || typeof payload !== 'object') return res.sendStatus(401);
    req.user = { id: payload.sub as string };
    next();
  });
};
