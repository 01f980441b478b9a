import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Context, Hono } from 'hono';
import { jwt } from 'hono/jwt';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Hono();
app.use(jwt({ secret: process.env.JWT_SECRET ?? '', alg: 'HS256' }));

/** The post, when it is shared with this reader. */
async function findShared(id: string, reader: string) {
  const { Item: post } = await documents.send(new GetCommand({ TableName: 'posts', Key: { id } }));
  return post?.shared_with?.has(reader) ? post : null;
}

/** Asks whether the post is shared with itself. */
async function findConfused(id: string, reader: string) {
  const { Item: post } = await documents.send(new GetCommand({ TableName: 'posts', Key: { id } })); // expect code/foreign-key-read
  return post?.shared_with?.has(id) ? post : reader;
}

/** Gives the post to everybody but its readers. */
async function findInverted(id: string, reader: string) {
  const { Item: post } = await documents.send(new GetCommand({ TableName: 'posts', Key: { id } })); // expect code/foreign-key-read
  return post?.shared_with?.has(reader) ? null : post;
}

async function answerShared(c: Context, id: string) {
  const post = await findShared(id, c.get('jwtPayload').sub);
  return post ? c.json({ title: post.title }) : c.notFound();
}

app.get('/shared/:id', async (c) => answerShared(c, c.req.param('id')));

app.get('/direct/:id', async (c) => {
  const post = await findShared(c.req.param('id'), c.get('jwtPayload').sub);
  return post ? c.json({ title: post.title }) : c.notFound();
});

app.get('/confused/:id', async (c) => {
  const post = await findConfused(c.req.param('id'), c.get('jwtPayload').sub);
  return post ? c.json({ title: post.title }) : c.notFound();
});

app.get('/inverted/:id', async (c) => {
  const post = await findInverted(c.req.param('id'), c.get('jwtPayload').sub);
  return post ? c.json({ title: post.title }) : c.notFound();
});
