import { testCheck } from '@middlebrick/testing';
import check from './dynamodb-error.ts';

const denied =
  'An error occurred (AccessDeniedException) when calling the GetItem operation: User: arn:aws:sts::123456789012:assumed-role/api/api is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:eu-west-1:123456789012:table/users because no identity-based policy allows the dynamodb:GetItem action';
const schema = 'The provided key element does not match the schema';

/** A normal list, and an error for what is no number. */
const list =
  (error: string, status = 500) =>
  (request: Request) => {
    const limit = new URL(request.url).searchParams.get('limit');
    return limit === null || /^\d+$/.test(limit)
      ? Response.json([{ id: 'n-1', title: 'One' }])
      : Response.json({ error }, { status });
  };

testCheck(check, {
  vulnerable: [
    {
      name: 'a limit that is no number brings the text of botocore',
      operations: ['GET /notes'],
      api: list('An error occurred (ValidationException) when calling the Scan operation: x'),
      message: 'exposed',
      confidence: 'confirmed',
    },
    {
      name: 'the text comes with status 200',
      operations: ['GET /notes?limit'],
      api: list(schema, 200),
      message: 'exposed',
    },
    {
      name: 'the normal request already fails, and names the account',
      operations: ['GET /notes'],
      api: (_: Request) => Response.json({ error: denied }, { status: 500 }),
      message: 'exposed',
    },
  ],
  hardened: [
    {
      name: 'errors have a text of their own',
      operations: ['GET /notes'],
      api: list('limit must be a number', 400),
      message: 'clean',
    },
    {
      name: 'the note itself is about DynamoDB',
      operations: ['GET /notes'],
      api: (_: Request) => Response.json([{ id: 'n-1', text: schema }]),
    },
    {
      name: 'the request is repeated in the answer',
      operations: ['GET /notes'],
      api: (request: Request) => Response.json({ you: request.url }),
    },
  ],
  inconclusive: [
    {
      name: 'nobody is served',
      operations: ['GET /notes'],
      api: (_: Request) => Response.json({ error: 'no' }, { status: 403 }),
      message: 'noControl',
    },
    {
      name: 'malformed requests are never answered',
      operations: ['GET /notes'],
      api: (request: Request) =>
        request.url.includes('?') ? Promise.reject(new Error('connection lost')) : Response.json([]),
      message: 'unanswered',
    },
  ],
});
