// A signed address is handed out for files under the id of the caller.
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

const s3 = new S3Client({});

export const handler = async (event: APIGatewayProxyEvent) => {
  const me = event.requestContext.authorizer?.claims?.sub;
  if (!me) return { statusCode: 401, body: '' };
  const name = event.queryStringParameters?.name;
  const command = new GetObjectCommand({ Bucket: process.env.BUCKET, Key: `users/${me}/${name}` });
  const url = await getSignedUrl(s3, command, { expiresIn: 300 });
  return { statusCode: 200, body: JSON.stringify({ url }) };
};
