import { describe, expect, test } from 'vitest';
import { activeReport, unregisteredReport } from '../../../testing/kit/src/sample-active.ts';
import { sampleReport } from '../../../testing/kit/src/sample-report.ts';
import { deedsOf } from './deeds.ts';

type Activity = NonNullable<ReturnType<typeof activeReport>['activity']>;

function withActivity(change: Partial<Activity>) {
  const report = activeReport();
  return { ...report, activity: { ...(report.activity as Activity), ...change } };
}

describe('what an active scan did', () => {
  test('is nothing for one that only read', () => expect(deedsOf(sampleReport())).toBeUndefined());

  test('names who was registered and how', () => {
    expect(deedsOf(activeReport())?.registered).toBe(
      'alice and bob by this scan: POST /api/register, then POST /api/login; token in access_token',
    );
  });

  test('counts accounts that could not sign in, rather than naming them', () => {
    const registration = { accounts: 3, how: 'POST /register' };
    expect(deedsOf(withActivity({ registration }))?.registered).toBe('3 users by this scan: POST /register');
  });

  test('says that nobody was needed', () => {
    const registration = { accounts: 0, how: 'enough users were given' };
    expect(deedsOf(withActivity({ registration }))).toMatchObject({
      registered: 'nobody: enough users were given',
      failure: null,
    });
  });

  test.each<[Partial<Activity>, string]>([
    [{ made: 0, removed: 0, leftovers: [] }, 'nothing'],
    [{ made: 1, removed: 1, leftovers: [] }, '1 object or account, removed again'],
    [{ made: 1200, removed: 1200, leftovers: [] }, '1,200 objects and accounts, all removed again'],
    [{}, '9 objects and accounts, 7 removed again, 2 left over'],
  ])('%j', (change, made) => expect(deedsOf(withActivity(change))?.made).toBe(made));

  test('says why nobody could be registered, and what to give instead', () => {
    expect(deedsOf(unregisteredReport())?.failure).toEqual({
      title: 'No user could be registered',
      reason: 'POST /api/register asks for a captcha ("Please solve the captcha")',
      remedy: 'give users that exist: --as alice=bearer:… --as bob=bearer:…, or a login recipe in middlebrick.yaml',
    });
    const registration = { accounts: 1, how: 'bob could not be registered: 429', remedy: 'give a user' };
    expect(deedsOf(withActivity({ registration }))?.failure?.title).toBe('Not every user could be registered');
  });

  test('tells how to remove what is left: by the operation that deletes such things, where there is one', () => {
    expect(deedsOf(activeReport())?.leftovers.map(({ what, remedy }) => [what, remedy])).toEqual([
      ['note n-7 of alice', 'by DELETE /api/notes/{note_id} as somebody who may, or in the store'],
      ['account alicek2m4 of alice', 'in the store'],
    ]);
  });

  test('tells what was kept as asked from what could not be removed', () => {
    expect(deedsOf(activeReport())?.left).toBe('2 things that the scan made and could not remove');
    const leftovers = [{ what: 'note 1 of alice', operation: 'POST /notes', reason: 'kept, as asked' }];
    expect(deedsOf(withActivity({ made: 1, removed: 0, leftovers }))).toMatchObject({
      left: '1 thing that the scan made and was asked to keep',
      made: '1 object or account, kept as asked',
    });
  });
});
