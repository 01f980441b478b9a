// Every signed-in seller sees the leads of all sellers.
import { auth } from '@/auth';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const GET = auth(async (request) => {
  if (!request.auth) return Response.json({ error: 'unauthorized' }, { status: 401 });
  const { Items = [] } = await ddb.send( // expect code/foreign-collection
    new QueryCommand({
      TableName: 'crm',
      KeyConditionExpression: 'kind = :kind',
      ExpressionAttributeValues: { ':kind': 'LEAD' },
    }),
  );
  return Response.json(Items.map((lead) => ({ id: lead.id, company: lead.company, seller: lead.seller })));
});
