import { describe, expect, it } from 'vitest';
import { cachePolicy } from './cache-policy.ts';

describe('cachePolicy', () => {
  it.each([
    [[], 'unspecified'],
    [['max-age=60'], 'unspecified'],
    [['must-revalidate'], 'unspecified'],
    [['public'], 'shared'],
    [['PUBLIC, max-age=60'], 'shared'],
    [['s-maxage=60'], 'shared'],
    [['s-maxage="60"'], 'shared'],
    [['no-cache, s-maxage=60'], 'shared'],
    [['max-age=60, must-revalidate'], 'shared'],
    [['no-store'], 'safe'],
    [['public', 'no-store'], 'safe'],
    [['private, max-age=60'], 'safe'],
    [['private="set-cookie", public'], 'shared'],
    [['no-cache'], 'safe'],
    [['max-age=0, must-revalidate'], 'safe'],
  ])('%j is %s', (headers, policy) => {
    expect(cachePolicy(headers)).toBe(policy);
  });
});
