import { inProcessTransport } from '@middlebrick/http';
import type { Finding, Report, ReportedIdentity } from '@middlebrick/model';
import { beforeAll, describe, expect, test } from 'vitest';
import { notesAnswer, notesOptions } from '../../../testing/kit/src/two-user-notes.ts';
import { checks } from './checks/index.ts';
import { type ScanOptions, scan } from './run.ts';
import { verify } from './verify.ts';

const options = (isHardened: boolean, seen: string[] = []): ScanOptions => ({
  ...notesOptions,
  checks,
  version: '0',
  transport: inProcessTransport((request) => {
    seen.push(`${request.method} ${new URL(request.url).pathname}`);
    return notesAnswer(request, { isHardened });
  }),
});

let before: Report;
let bola: Finding;
beforeAll(async () => {
  before = await scan(options(false));
  bola = before.findings.find(({ check }) => check === 'bola/foreign-object-read') as Finding;
});

const statesOf = async (report: Report, prints: readonly string[], how: ScanOptions): Promise<string[]> =>
  (await verify(report, prints, how)).map(({ fate }) => (fate.state === 'cannot tell' ? fate.reason : fate.state));

describe('verify', () => {
  test('finds again what is still there, and everything of an unchanged API', async () => {
    const all = await statesOf(before, [], options(false));
    expect([...new Set(all)]).toEqual(['still there']);
    expect(all).toHaveLength(before.findings.length);
  });

  test('calls fixed what was asked again and refused, with fewer requests than a scan', async () => {
    const seen: string[] = [];
    const whole: string[] = [];
    await scan(options(true, whole));
    expect(await statesOf(before, [bola.fingerprint.slice(0, 6)], options(true, seen))).toEqual(['fixed']);
    expect(seen.length).toBeLessThan(whole.length / 2);
  });

  test('cannot tell of a check that this version does not have, and sends nothing for it', async () => {
    const seen: string[] = [];
    const other = { ...before, findings: [{ ...bola, check: 'bola/of-another-day' }] };
    expect(await statesOf(other, [], options(false, seen))).toEqual(['this version has no such check']);
    expect(seen).toEqual([]);
  });

  test('cannot tell when the scan had to end before the question', async () => {
    const short = { ...options(true), budget: { maxRequests: 12 } };
    const [reason] = await statesOf(before, [bola.fingerprint], short);
    expect(reason).not.toBe('fixed');
  });

  test('leaves out identities that the report does not know', async () => {
    const stranger = { ...(notesOptions.identities[0] as ScanOptions['identities'][number]), name: 'carol' };
    const how = { ...options(true), identities: [...notesOptions.identities, stranger] };
    expect(await statesOf(before, [bola.fingerprint], how)).toEqual(['fixed']);
  });

  test('names the identities that are missing, but not those that the scan had registered by itself', async () => {
    const alone = { ...options(false), identities: notesOptions.identities.slice(0, 1) };
    await expect(verify(before, [], alone)).rejects.toMatchObject({
      code: 'BAD_ARGUMENT',
      message: 'The report was made as alice, bob; bob is missing.',
    });
    const own = (identity: ReportedIdentity): ReportedIdentity =>
      identity.name === 'bob' ? { ...identity, isOwn: true } : identity;
    const registered = { ...before, identities: before.identities.map(own) };
    expect(await statesOf(registered, [bola.fingerprint], alone)).not.toEqual(['fixed']);
  });

  test.each([['ffff0000ffff'], ['']])('refuses the fingerprint %j', async (wanted) => {
    await expect(verify(before, [wanted], options(false))).rejects.toMatchObject({ code: 'BAD_ARGUMENT' });
  });
});
