import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { guardOf, openShelf } from '../shelf.ts';

export const objectStays = defineActiveTrap({
  id: 'object-stays',
  title: 'Objects that cannot be deleted',
  why: 'No operation deletes a booking, and bookings stay when their account goes. After the accounts are gone nobody can see that, which is no reason to call the bookings removed.',
  spec: describeWithAccounts('Bookings', {
    'POST /bookings': { body: ['text'] },
    'GET /bookings': {},
    'GET /bookings/{booking_id}': {},
    'PATCH /bookings/{booking_id}': { body: ['text'] },
  }),
  expected: foreignWriteBy(['PATCH /bookings/{booking_id}'], {
    leftovers: [{ noun: 'booking', reason: 'no operation removes it' }],
  }),

  api(variant, world) {
    const app = apiWithAccounts(world);
    openShelf(world, { path: '/bookings', noun: 'booking', fields: ['text'] }).serve(app, { change: guardOf(variant) });
    return app;
  },
});
