// Middleware asks for membership on the organisation router; a route registered before it is left out.
import express from 'express';
import { memberOf, signedIn } from './auth.ts';
import { InvoiceStore } from './store.ts';

const store = new InvoiceStore();
const app = express();
app.use(express.json());
app.use(signedIn);

app.get('/orgs/:org/invoices/:number/pdf', async (req, res, next) => {
  try {
    const invoice = await store.find(req.params.org, req.params.number);
    if (!invoice) return res.sendStatus(404);
    res.json({ number: invoice.number, pdf: invoice.pdfKey });
  } catch (error) {
    next(error);
  }
});

const organisation = express.Router({ mergeParams: true });
organisation.use(memberOf);

organisation.get('/invoices', async (req, res) => {
  res.json(await store.list(req.params.org));
});

organisation.post('/invoices/:number/void', async (req, res) => {
  await store.voidInvoice(req.params.org, req.params.number);
  res.sendStatus(204);
});

app.use('/orgs/:org', organisation);
export default app;
