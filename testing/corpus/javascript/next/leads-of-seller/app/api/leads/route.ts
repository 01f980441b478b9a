// The filter keeps the leads of the seller who is signed in.
import { auth } from '@/auth';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const GET = auth(async (request) => {
  if (!request.auth?.user) return Response.json({ error: 'unauthorized' }, { status: 401 });
  const { Items = [] } = await ddb.send(
    new QueryCommand({
      TableName: 'crm',
      KeyConditionExpression: 'kind = :kind',
      FilterExpression: 'seller = :me',
      ProjectionExpression: 'id, company',
      ExpressionAttributeValues: { ':kind': 'LEAD', ':me': request.auth.user.id },
    }),
  );
  return Response.json(Items);
});
