// A scan of dynamodb-toolbox fills the list.
import { Hono } from 'hono';
import { jwt } from 'hono/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Entity, item, ScanCommand, string, Table } from 'dynamodb-toolbox';

const Crm = new Table({
  documentClient: DynamoDBDocumentClient.from(new DynamoDBClient({})),
  name: 'crm',
  partitionKey: { name: 'tenantId', type: 'string' },
  sortKey: { name: 'contactId', type: 'string' },
});

const Contact = new Entity({
  name: 'contact',
  table: Crm,
  schema: item({ tenantId: string().key(), contactId: string().key(), name: string() }),
});

const app = new Hono();
app.use('*', jwt({ secret: process.env.JWT_SECRET as string, alg: 'HS256' }));

app.get('/contacts', async (c) => {
  const { Items = [] } = await Crm.build(ScanCommand).entities(Contact).options({ limit: 100 }).send(); // expect code/table-scan
  return c.json(Items.map(({ contactId, name }) => ({ contactId, name })));
});

export default app;
