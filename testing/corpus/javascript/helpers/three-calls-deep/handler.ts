// The handler calls a service, the service a repository.
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { DocumentService } from './service';

const documents = new DocumentService();

export async function handler(event: APIGatewayProxyEventV2WithJWTAuthorizer) {
  const title = await documents.titleOf(event.pathParameters?.documentId ?? '');
  console.info('title read by', event.requestContext.authorizer.jwt.claims.sub);
  return { statusCode: title ? 200 : 404, body: JSON.stringify({ title }) };
}
