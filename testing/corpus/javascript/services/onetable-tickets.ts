// Models of OneTable: tickets of the own account, and a look at one of any account.
import Koa from 'koa';
import Router from '@koa/router';
import bodyParser from 'koa-bodyparser';
import jwt from 'koa-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Table } from 'dynamodb-onetable';

const table = new Table({
  name: process.env.TABLE ?? 'support',
  client: new DynamoDBClient({}),
  schema: {
    format: 'onetable:1.1.0',
    version: '0.0.1',
    indexes: { primary: { hash: 'pk', sort: 'sk' } },
    models: {
      Ticket: {
        pk: { type: String, value: 'account#${accountId}' },
        sk: { type: String, value: 'ticket#${id}' },
        accountId: { type: String, required: true },
        id: { type: String, generate: 'ulid' },
        subject: { type: String },
      },
    },
  } as const,
});
const Ticket = table.getModel('Ticket');

const app = new Koa();
const router = new Router();
app.use(jwt({ secret: process.env.JWT_SECRET as string }));
app.use(bodyParser());

router.get('/tickets', async (ctx) => {
  const found = await Ticket.find({ accountId: ctx.state.user.accountId }, { limit: 50 });
  ctx.body = found.map(({ id, subject }) => ({ id, subject }));
});

router.post('/tickets', async (ctx) => {
  const { subject } = ctx.request.body as { subject: string };
  const ticket = await Ticket.create({ accountId: ctx.state.user.accountId, subject });
  ctx.status = 201;
  ctx.body = { id: ticket.id };
});

router.get('/accounts/:accountId/tickets/:id', async (ctx) => {
  const ticket = await Ticket.get({ accountId: ctx.params.accountId, id: ctx.params.id }); // expect code/foreign-key-read
  ctx.assert(ticket, 404);
  ctx.body = { id: ticket?.id, subject: ticket?.subject };
});

app.use(router.routes());
export default app;
