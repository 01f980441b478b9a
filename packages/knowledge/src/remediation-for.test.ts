import { expect, it } from 'vitest';
import { indexFile } from './article.ts';
import { remediationFor } from './remediation-for.ts';
import { repairs } from './repairs.ts';

const check = { title: 'A title', remediation: 'The general text.', article: 'identification-failures' };

it('quotes the hardened target for Flask', () => {
  expect(remediationFor('bola/foreign-object-read', check, ['flask', 'dynamodb'])).toEqual({
    summary:
      'Take the key from the verified caller, not from the path. Answer every other id like a missing one, before anything is read.',
    stack: 'Flask + DynamoDB',
    snippet: { language: 'python', code: indexFile.snippets.flask['profile-by-id'].code },
    explain: 'middlebrick explain identification-failures --framework flask --datastore dynamodb',
  });
});

it('quotes the twin in TypeScript for Express and Hono', () => {
  const expected = {
    summary: 'Make the owner part of the partition key of the index, and query it with the verified caller.',
    stack: 'Node.js + DynamoDB',
    snippet: { language: 'typescript', code: indexFile.snippets.node['topic-index'].code },
    explain: 'middlebrick explain identification-failures --datastore dynamodb',
  };
  expect(remediationFor('bola/foreign-collection', check, ['express'])).toEqual(expected);
  expect(remediationFor('bola/foreign-collection', check, ['Hono', 'dynamodb'])).toEqual(expected);
  expect(remediationFor('bola/foreign-collection', check, ['next', 'dynamodb'])).toEqual(expected);
});

it('takes Flask for any framework of Python over the store, and no language for a store alone', () => {
  const stackOf = (stack: string[]) => remediationFor('data/dynamodb-error', check, stack)?.stack;
  expect(stackOf(['flask'])).toBe('Flask + DynamoDB');
  expect(stackOf(['fastapi', 'dynamodb'])).toBe('Flask + DynamoDB');
  expect(stackOf(['python', 'dynamodb'])).toBe('Flask + DynamoDB');
  expect(stackOf(['dynamodb'])).toBeUndefined();
});

it('gives the general text and the command without a framework when the stack is unknown', () => {
  const general = { summary: 'The general text.', explain: 'middlebrick explain identification-failures' };
  expect(remediationFor('bola/foreign-object-read', check, [])).toEqual(general);
  expect(remediationFor('bola/foreign-object-read', check, ['django', 'next'])).toEqual(general);
});

it('names the article of the repair, not that of the check', () => {
  const advice = { ...check, article: 'no-such-article' };
  expect(remediationFor('data/dynamodb-error', advice, [])?.explain).toBe('middlebrick explain data-exposure');
});

it('keeps the general text of a check that has an article but no code', () => {
  expect(remediationFor('auth/something-else', check, ['flask'])).toEqual({
    summary: 'The general text.',
    explain: 'middlebrick explain identification-failures --framework flask --datastore dynamodb',
  });
});

it('has nothing to add to a check without an article', () => {
  expect(remediationFor('auth/challenge-missing', { title: 'A', remediation: 'B' }, ['flask'])).toBeUndefined();
  expect(remediationFor('x/y', { ...check, article: 'no-such-article' }, ['flask'])).toBeUndefined();
});

const regions = {
  'bola/foreign-object-read': 'profile-by-id',
  'bola/foreign-collection': 'topic-index',
  'bola/cursor-tampering': 'raw-cursor',
  'bola/nested-parent-mismatch': 'nested-post',
  'bola/owner-filter-override': 'client-side-filter',
  'bola/identifier-variants': 'canonical-id',
  'auth/identity-header-trust': 'identity-header',
  'auth/jwt-weak-secret': 'jwt-secret',
  'auth/session-forgeable': 'session-secret',
  'auth/missing-authentication': 'verified-identity',
  'bfla/privileged-operation': 'scan-count',
  'property/internal-fields': 'whole-item',
  'property/undeclared-fields': 'whole-item',
  'data/credential-in-response': 'whole-item',
  'data/dynamodb-error': 'raw-error',
  'data/debug-mode': 'debug-mode',
} as const;

it.each(Object.entries(regions))('%s quotes %s of the Flask target', (id, region) => {
  const code = remediationFor(id, check, ['flask'])?.snippet?.code ?? '-';
  expect(indexFile.snippets.flask[region].code).toContain(code);
});

it('quotes code that exists for every check, in both languages', () => {
  const quoted = repairs.flatMap(({ checks }) =>
    checks.flatMap((id) =>
      [['flask'], ['express']].map((stack) => remediationFor(id, check, stack)?.snippet?.code ?? ''),
    ),
  );
  expect(quoted.filter((code) => code.trim() === '' || code.split('\n').length > 30)).toEqual([]);
});

it('shows who may call, for an operation of administrators in TypeScript', () => {
  expect(remediationFor('bfla/privileged-operation', check, ['hono'])?.snippet?.code).toContain("role !== 'admin'");
});
