// The route hands the caller and the id of the path to the repository.
import { Router } from 'express';
import { expressjwt, type Request } from 'express-jwt';
import { OrderRepository } from './orders.repository';

const orders = new OrderRepository(process.env.ORDERS_TABLE as string);
export const router = Router();
router.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

router.get('/orders/:id', async (req: Request, res) => {
  const order = await orders.ofOwner(req.auth?.sub ?? '', req.params.id);
  if (!order) return res.status(404).json({ error: 'not found' });
  return res.json({ orderId: order.orderId, total: order.total, state: order.state });
});
