// The token is only decoded, since the gateway is said to have verified it.
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { jwtDecode } from 'jwt-decode';
import { DynamoDB } from 'aws-sdk';

const db = new DynamoDB.DocumentClient();

function userOf(event: APIGatewayProxyEvent): string {
  const token = (event.headers.Authorization ?? '').slice('Bearer '.length);
  return jwtDecode<{ sub: string }>(token).sub; // expect code/unverified-token-identity
}

export async function handler(event: APIGatewayProxyEvent) {
  const data = await db.get({ TableName: 'wallets', Key: { userId: userOf(event) } }).promise();
  return { statusCode: 200, body: JSON.stringify({ balance: data.Item?.balance }) };
}
