// Wraps a handler so that it gets the verified user.
import type { NextApiRequest, NextApiResponse } from 'next';
import { getToken } from 'next-auth/jwt';

export type UserHandler = (req: NextApiRequest, res: NextApiResponse, userId: string) => Promise<unknown>;

export function withUser(handler: UserHandler) {
  return async (req: NextApiRequest, res: NextApiResponse) => {
    const token = await getToken({ req });
    if (!token?.sub) {
      res.status(401).json({ error: 'unauthorized' });
      return;
    }
    await handler(req, res, token.sub);
  };
}
