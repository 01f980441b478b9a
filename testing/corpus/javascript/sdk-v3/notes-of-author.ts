// The partition holds nothing but the notes of the caller.
import Fastify from 'fastify';
import fastifyJwt from '@fastify/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = Fastify();
app.register(fastifyJwt, { secret: process.env.JWT_SECRET as string });

app.get<{ Querystring: { tag?: string } }>('/notes', async (request) => {
  const { sub } = await request.jwtVerify<{ sub: string }>();
  const command = new QueryCommand({
    TableName: process.env.TABLE,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': `NOTES#${sub}` },
  });
  const { Items = [] } = await ddb.send(command);
  const { tag } = request.query;
  return Items.filter((note) => !tag || note.tags.includes(tag)).map((note) => ({ id: note.noteId, text: note.text }));
});

app.listen({ port: 3000 });
