// One partition holds the notes of all, those of the caller are picked out of it.
import Fastify from 'fastify';
import fastifyJwt from '@fastify/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = Fastify();
app.register(fastifyJwt, { secret: process.env.JWT_SECRET as string });

app.get('/notes', async (request) => {
  const { sub } = await request.jwtVerify<{ sub: string }>();
  const command = new QueryCommand({
    TableName: process.env.TABLE,
    KeyConditionExpression: 'kind = :kind',
    ExpressionAttributeValues: { ':kind': 'NOTE' },
  });
  const { Items = [] } = await ddb.send(command); // expect code/client-side-filter
  return Items.filter((note) => note.author === sub).map((note) => ({ id: note.noteId, text: note.text }));
});

app.listen({ port: 3000 });
