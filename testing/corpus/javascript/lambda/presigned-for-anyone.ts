// A signed address is handed out for whatever key the query names.
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

const s3 = new S3Client({});

export const handler = async (event: APIGatewayProxyEvent) => {
  if (!event.requestContext.authorizer?.claims) return { statusCode: 401, body: '' };
  const key = event.queryStringParameters?.key;
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket: process.env.BUCKET, Key: key }), { expiresIn: 300 }); // expect code/authentication-without-authorization
  return { statusCode: 200, body: JSON.stringify({ url }) };
};
