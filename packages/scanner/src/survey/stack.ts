import { type Exchange, headersOf } from '@middlebrick/model';

const signs: readonly (readonly [string, (exchange: Exchange) => boolean])[] = [
  [
    'flask',
    (exchange) =>
      /werkzeug|flask/i.test(header(exchange, 'server')) ||
      cookies(exchange).some((cookie) => /^session=\.?[\w-]+\.[\w-]{6,8}\.[\w-]{27}(?:;|$)/.test(cookie)),
  ],
  [
    'express',
    (exchange) =>
      /express/i.test(header(exchange, 'x-powered-by')) ||
      cookies(exchange).some((cookie) => cookie.startsWith('connect.sid=')),
  ],
  ['fastapi', (exchange) => /uvicorn|hypercorn/i.test(header(exchange, 'server'))],
  [
    'django',
    (exchange) =>
      /wsgiserver/i.test(header(exchange, 'server')) ||
      cookies(exchange).some((cookie) => /^(?:csrftoken|sessionid)=/.test(cookie)),
  ],
  ['next', (exchange) => /next\.js/i.test(header(exchange, 'x-powered-by'))],
  [
    'node',
    (exchange) => /\bat .{0,200}\((?:file:\/\/|node:|\/)[^)]{1,300}:\d+:\d+\)/.test(exchange.response?.body ?? ''),
  ],
  [
    'python',
    (exchange) =>
      /Traceback \(most recent call last\)|File "[^"]{1,300}\.py", line \d+/.test(exchange.response?.body ?? ''),
  ],
  [
    'api-gateway',
    (exchange) => header(exchange, 'x-amz-apigw-id') !== '' || header(exchange, 'apigw-requestid') !== '',
  ],
  [
    'dynamodb',
    (exchange) =>
      /LastEvaluatedKey|botocore|boto3|com\.amazonaws\.dynamodb|"ScannedCount"|dynamodb/i.test(
        exchange.response?.body ?? '',
      ),
  ],
];

/**
 * Frameworks and stores that give themselves away in headers, cookies or bodies, besides those that are known already.
 * Only a hint for the remediation shown.
 */
export function recognisedStack(exchanges: readonly Exchange[], known: readonly string[] = []): string[] {
  return signs
    .filter(
      ([name, isSeen]) =>
        known.includes(name) || exchanges.some((exchange) => exchange.response !== null && isSeen(exchange)),
    )
    .map(([name]) => name);
}

function header(exchange: Exchange, name: string): string {
  return headersOf(exchange, name).join(', ');
}

function cookies(exchange: Exchange): string[] {
  return headersOf(exchange, 'set-cookie');
}
