import type { Operation } from '@middlebrick/model';
import { expect, test } from 'vitest';
import { isInboundWebhook } from './webhook.ts';

const operation = (id: string): Operation => {
  const [method = '', path = ''] = id.split(' ');
  return { id, method, path } as Operation;
};

test.each([
  'POST /webhook',
  'POST /webhooks/stripe',
  'POST /web-hooks',
  'POST /api/hooks/github',
  'POST /paypal/ipn',
  'POST /payment-callback',
  'POST /payment_callbacks/{provider}',
  'POST /notify',
  'POST /Notifications/Inbound',
  'POST /notifications/incoming',
])('%s takes events of other systems', (id) => {
  expect(isInboundWebhook(operation(id))).toBe(true);
});

test.each([
  'GET /webhooks',
  'PUT /webhook',
  'POST /notifications',
  'POST /notifications/inboundary',
  'POST /hooksets',
  'POST /bookings',
  'POST /fishhook',
  'POST /notes',
])('%s does not', (id) => {
  expect(isInboundWebhook(operation(id))).toBe(false);
});
