// A validator parses the body and the page size before the handlers see them.
import { randomUUID } from 'node:crypto';
import { zValidator } from '@hono/zod-validator';
import { Hono } from 'hono';
import { jwt } from 'hono/jwt';
import { z } from 'zod';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Hono();
app.use('*', jwt({ secret: process.env.JWT_SECRET as string, alg: 'HS256' }));

const Booking = z.object({ room: z.string(), from: z.iso.date(), to: z.iso.date() });
const Page = z.object({ limit: z.coerce.number().int().min(1).max(50).default(20) });

app.post('/bookings', zValidator('json', Booking), async (c) => {
  const bookingId = randomUUID();
  await ddb.send(
    new PutCommand({ TableName: 'bookings', Item: { ...c.req.valid('json'), guest: c.get('jwtPayload').sub, bookingId } }),
  );
  return c.json({ bookingId }, 201);
});

app.get('/bookings', zValidator('query', Page), async (c) => {
  const { Items = [] } = await ddb.send(
    new QueryCommand({
      TableName: 'bookings',
      KeyConditionExpression: 'guest = :g',
      ExpressionAttributeValues: { ':g': c.get('jwtPayload').sub },
      Limit: c.req.valid('query').limit,
    }),
  );
  return c.json(Items.map((b) => ({ id: b.bookingId, room: b.room })));
});

export default app;
