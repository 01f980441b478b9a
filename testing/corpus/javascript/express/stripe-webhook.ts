// The sender is known by the signature of what it sends.
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
    event = stripe.webhooks.constructEvent(
      req.body,
      req.headers['stripe-signature'] as string,
      process.env.STRIPE_WEBHOOK_SECRET as string,
    );
  } catch {
    return res.status(400).send('bad signature');
  }
  if (event.type === 'checkout.session.completed') {
    await ddb.send(
      new UpdateCommand({
        TableName: 'orders',
        Key: { orderId: event.data.object.client_reference_id },
        UpdateExpression: 'SET paid = :yes',
        ConditionExpression: 'attribute_exists(orderId)',
        ExpressionAttributeValues: { ':yes': true },
      }),
    );
  }
  return res.json({ received: true });
});

app.listen(3000);
