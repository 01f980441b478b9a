// The signature of Stripe is verified before anything is written; the one of the courier is not looked at.
import express from 'express';
import Stripe from 'stripe';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

const stripe = new Stripe(process.env.STRIPE_KEY as string);
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();

app.post('/webhooks/stripe', express.raw({ type: 'application/json' }), async (req, res) => {
  let event: Stripe.Event;
  try {
    event = stripe.webhooks.constructEvent(req.body, req.headers['stripe-signature'] as string, process.env.STRIPE_WEBHOOK_SECRET as string);
  } catch {
    return res.status(400).send('signature does not match');
  }
  if (event.type === 'invoice.paid') {
    const invoice = event.data.object;
    await ddb.send(
      new UpdateCommand({
        TableName: process.env.ACCOUNTS,
        Key: { accountId: invoice.metadata?.accountId },
        UpdateExpression: 'SET paidUntil = :until',
        ExpressionAttributeValues: { ':until': invoice.period_end },
      }),
    );
  }
  res.json({ received: true });
});

app.post('/webhooks/courier', express.json(), async (req, res) => {
  const { parcelId, state } = req.body;
  await ddb.send( // expect code/missing-authentication
    new UpdateCommand({
      TableName: process.env.PARCELS,
      Key: { parcelId },
      UpdateExpression: 'SET #s = :state',
      ExpressionAttributeNames: { '#s': 'state' },
      ExpressionAttributeValues: { ':state': state },
    }),
  );
  res.json({ received: true });
});

app.listen(3000);
