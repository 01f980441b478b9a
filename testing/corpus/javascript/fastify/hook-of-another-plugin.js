// The hook belongs to one plugin, the route to its neighbour.
import Fastify from 'fastify';
import jwt from '@fastify/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = Fastify();
app.register(jwt, { secret: process.env.JWT_SECRET });

app.register(async function privateRoutes(scope) {
  scope.addHook('onRequest', (request) => request.jwtVerify());

  scope.get('/claims', async (request) => {
    const { Items } = await ddb.send(
      new QueryCommand({
        TableName: 'claims',
        KeyConditionExpression: 'policyHolder = :me',
        ExpressionAttributeValues: { ':me': request.user.sub },
      }),
    );
    return Items.map((claim) => ({ id: claim.claimId, state: claim.state }));
  });
});

app.register(async function exportRoutes(scope) {
  scope.get('/export/:claimId', async (request) => {
    const { Item } = await ddb.send(new GetCommand({ TableName: 'claims', Key: { claimId: request.params.claimId } })); // expect code/missing-authentication
    return { id: Item?.claimId, amount: Item?.amount };
  });
});

app.listen({ port: 3000 });
