// Leases are found together with their landlord, repairs by their number alone.
import { Router } from 'express';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { prisma } from './db.ts';
import { requireAuth } from './auth.ts';

const wrap =
  (handler: RequestHandler): RequestHandler =>
  (req, res, next) =>
    Promise.resolve(handler(req, res, next)).catch(next);

const RepairPatch = z.object({ state: z.enum(['open', 'done']) });

export const leases = Router();
leases.use(requireAuth);

leases.get(
  '/:id',
  wrap(async (req, res) => {
    const lease = await prisma.lease.findFirst({
      where: { id: req.params.id, landlordId: req.user.id },
      select: { id: true, flat: true, rent: true },
    });
    if (!lease) return res.sendStatus(404);
    res.json(lease);
  }),
);

leases.get(
  '/repairs/:id',
  wrap(async (req, res) => {
    const repair = await prisma.repair.findUnique({ where: { id: req.params.id }, select: { id: true, state: true } }); // expect code/authentication-without-authorization
    if (!repair) return res.sendStatus(404);
    res.json(repair);
  }),
);

leases.patch(
  '/:leaseId/repairs/:id',
  wrap(async (req, res) => {
    const { state } = RepairPatch.parse(req.body);
    const { count } = await prisma.repair.updateMany({
      where: { id: req.params.id, lease: { id: req.params.leaseId, landlordId: req.user.id } },
      data: { state },
    });
    res.sendStatus(count ? 204 : 404);
  }),
);
