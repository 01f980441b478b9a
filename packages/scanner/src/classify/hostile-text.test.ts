import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyLeaf } from './classify-leaf.ts';
import { debugPageIn } from './debug.ts';
import { dynamodbErrorIn } from './dynamodb.ts';
import { errorDetailIn } from './errors.ts';
import { internalName } from './internal-names.ts';
import { maskBody } from './mask.ts';
import { secretsIn } from './secrets.ts';

const million = 1_000_000;
/** Beginnings of what the rules look for, repeated: where an expression would backtrack, it does so here. */
const repeats = [
  'a',
  'A',
  '0',
  ' ',
  '.',
  '/',
  '-',
  '_',
  '$',
  '@',
  '\n',
  'a.',
  'a@',
  '@a.',
  'at ',
  'at a',
  'a b',
  '{"S":',
  'eyJ',
  'eyJa.',
  'eyJaaaaaaaaaa.eyJ',
  'postgres://',
  'https://a:',
  'https://a:b',
  '-----BEGIN PRIVATE KEY-----',
  'sk-',
  'xoxb-',
  'ghp_',
  'AKIA',
  '"aws_secret_access_key": "',
  'arn:aws:',
  'arn:aws:dynamodb:',
  'User: arn:aws:iam::123456789012:',
  'An error occurred (',
  'An error occurred (A) when calling the B operation',
  "1 validation error detected: Value '",
  'Invalid FilterExpression: Syntax error; token: "',
  'Traceback',
  'File "',
  'File \\"/a',
  '/home/a',
  '/a/',
  "a.rb:1:in '",
  'C:\\a\\',
  'Warning: ',
  'Warning: a in /',
  '<pre>Error: ',
  '<title>Error</title>',
  '"_links":{',
  '<title>Internal Server Error</title>',
  '$2b$12$',
  'scrypt:1:1:1$',
  '123-45-',
  '+1',
  '4111 ',
  'DE89',
  '"trace":[',
  '"errorType":"A"',
  'System.AException: ',
  'at A.B(',
  'at /a:1',
  'Value provided in ExpressionAttributeValues unused in expressions: keys: {',
];

describe('text of a megabyte made to be slow', () => {
  it.each(repeats)('%j repeated', (piece) => {
    const text = piece.repeat(Math.ceil(million / piece.length)).slice(0, million);
    const results = [
      dynamodbErrorIn(text),
      errorDetailIn(text),
      debugPageIn(text),
      secretsIn(text).length,
      maskBody(text).length > 0,
      classifyLeaf('x', text),
      classifyLeaf('password', text.slice(0, 4096)),
      internalName(text),
    ];
    expect(results).toHaveLength(8);
  });

  it('takes any mixture of the pieces', () => {
    const mixture = fc
      .array(fc.constantFrom(...repeats), { minLength: 1, maxLength: 40 })
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(mixture, (piece) => {
        const text = piece.repeat(Math.ceil(20_000 / piece.length));
        const found = [
          dynamodbErrorIn(text)?.message.length ?? 0,
          errorDetailIn(text)?.excerpt.length ?? 0,
          debugPageIn(text)?.excerpt.length ?? 0,
        ];
        expect(found.every((length) => length <= 300)).toBe(true);
        expect(typeof maskBody(text)).toBe('string');
      }),
      { numRuns: 40 },
    );
  });
});
