// What the routes do.
import type { NextFunction, Request, Response } from 'express';
import { randomUUID } from 'node:crypto';
import { InvoiceRepository } from '../repositories/invoice.repository';

export class InvoiceController {
  constructor(private readonly invoices = new InvoiceRepository()) {}

  show = async (req: Request, res: Response, next: NextFunction) => {
    try {
      const invoice = await this.invoices.find(req.params.customerId, req.params.invoiceId);
      if (!invoice) return res.sendStatus(404);
      return res.json({ total: invoice.total });
    } catch (error) {
      return next(error);
    }
  };

  create = async (req: Request, res: Response) => {
    const { total } = req.body;
    const invoice = await this.invoices.create({ customerId: req.user!.id, invoiceId: randomUUID(), total: Number(total) });
    res.status(201).json({ invoiceId: invoice.invoiceId });
  };

  remove = async (req: Request, res: Response) => {
    await this.invoices.remove(req.user!.id, req.params.invoiceId);
    res.sendStatus(204);
  };
}
