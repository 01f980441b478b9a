// Invoices by their id, and by their customer.
import { BaseRepository } from './base.repository';

export interface Invoice extends Record<string, unknown> {
  customerId: string;
  invoiceId: string;
  total: number;
}

export class InvoiceRepository extends BaseRepository<Invoice> {
  constructor() {
    super(process.env.INVOICES_TABLE!);
  }

  find(customerId: string, invoiceId: string) {
    return this.getByKey({ customerId, invoiceId });
  }

  remove(customerId: string, invoiceId: string) {
    return this.removeByKey({ customerId, invoiceId });
  }
}
