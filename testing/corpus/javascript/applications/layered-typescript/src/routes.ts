// Which handler answers what.
import { Router } from 'express';
import passport from 'passport';
import { InvoiceController } from './controllers/invoice.controller';

const controller = new InvoiceController();
const authenticate = passport.authenticate('jwt', { session: false });

export const invoices = Router()
  .get('/customers/:customerId/invoices/:invoiceId', authenticate, controller.show)
  .post('/invoices', authenticate, controller.create)
  .delete('/invoices/:invoiceId', authenticate, controller.remove);
