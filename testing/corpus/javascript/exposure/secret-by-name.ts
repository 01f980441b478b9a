// The source knows only under which name the secret is kept.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Hono } from 'hono';
import { jwtVerify } from 'jose';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const SECRET_NAME = 'production/quota-service/token-signing-key';
const secrets = new SecretsManagerClient({});
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const stored = await secrets.send(new GetSecretValueCommand({ SecretId: SECRET_NAME }));
const signingKey = new TextEncoder().encode(stored.SecretString);
const app = new Hono();

app.get('/quota', async (c) => {
  const token = c.req.header('Authorization')?.slice(7) ?? '';
  try {
    const { payload } = await jwtVerify(token, signingKey, { algorithms: ['HS256'] });
    const { Item } = await ddb.send(new GetCommand({ TableName: 'quotas', Key: { userId: payload.sub } }));
    return c.json({ used: Item?.used ?? 0 });
  } catch {
    return c.json({ error: 'unauthorized' }, 401);
  }
});

export default app;
