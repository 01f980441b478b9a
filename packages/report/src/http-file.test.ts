import type { Exchange, Finding, Report } from '@middlebrick/model';
import { describe, expect, test } from 'vitest';
import { sampleAudit } from '../../../testing/kit/src/sample-audit.ts';
import { sampleReport } from '../../../testing/kit/src/sample-report.ts';
import { renderHttp } from './http-file.ts';

const report = sampleReport();
const [finding] = report.findings as [Finding];

/** The file of a report with one finding, whose proof is one exchange with this request. */
function fileOf(request: Partial<Exchange['request']>, more: Partial<Finding> = {}): string {
  const [step] = finding.proof;
  if (step === undefined) throw new Error('The sample has no proof.');
  const exchange = { ...step.exchange, identity: 'alice', request: { ...step.exchange.request, ...request } };
  const only: Report = { ...report, findings: [{ ...finding, proof: [{ ...step, exchange }], ...more }] };
  return renderHttp(only);
}

/** The lines that a tool would act on. */
function active(text: string): string[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

describe('the .http file', () => {
  test('has no request of an audit, which sends none, and says so', () => {
    expect(renderHttp(sampleAudit())).toBe(
      '# middlebrick 0.1.0 · services/notes\n# What was found was read in the code, so there is no request to repeat.\n',
    );
  });

  test('has a request for each step of each proof, with its name and what was answered', () => {
    const text = renderHttp(report);
    const steps = report.findings.flatMap(({ proof }) => proof);
    expect(text.match(/^###/gm)).toHaveLength(steps.length);
    expect(text.match(/^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) http/gm)).toHaveLength(steps.length);
    expect(text).toContain('# was answered 401');
    for (const { fingerprint } of report.findings) expect(text).toContain(`# fingerprint ${fingerprint}`);
  });

  test('takes credentials from the environment, and names each variable once', () => {
    const text = fileOf({ headers: [['authorization', 'Bearer $ALICE_TOKEN']] });
    expect(text).toContain('authorization: Bearer {{ALICE_TOKEN}}');
    expect(text.match(/^# @ALICE_TOKEN = \{\{\$dotenv ALICE_TOKEN\}\}$/gm)).toHaveLength(1);
  });

  test('does not take a text of the target for a variable of the environment', () => {
    const text = fileOf({ method: 'POST', body: '{"name":"$AWS_SECRET_ACCESS_KEY"}' });
    expect(active(text)).toContain('{"name":"$AWS_SECRET_ACCESS_KEY"}');
    expect(text).not.toContain('{{AWS_SECRET_ACCESS_KEY}}');
  });

  test('writes no template that came from the target', () => {
    const url = 'http://127.0.0.1:5000/a?b={{$dotenv HOME}}';
    const text = fileOf({ method: 'POST', url, headers: [], body: '{"a":"{{{$processEnv HOME}}}"}' });
    expect(text).not.toContain('{{');
    const body = active(text).find((line) => line.startsWith('{'));
    expect(JSON.parse(body ?? '')).toEqual({ a: '{{{$processEnv HOME}}}' });
  });

  test.each([
    ['a body that would read a file', { body: '< ./.env' }],
    ['a body that would run a script', { body: '> {% client.log(1) %}' }],
    ['a body that would begin another request', { body: 'a=1\n\n### \nGET http://evil.test/' }],
    ['a body with a template that has no escape', { body: 'name={{$dotenv HOME}}' }],
    ['a header with a line end', { headers: [['x-a', '1\r\n\r\nGET http://evil.test/']] as [string, string][] }],
    ['a header with a template', { headers: [['x-a', '{{$dotenv HOME}}']] as [string, string][] }],
    ['a method that is none', { method: 'GET http://evil.test/\n' }],
  ])('leaves out %s', (_, request) => {
    const text = fileOf({ method: 'POST', ...request });
    expect(active(text)).toEqual([]);
    expect(text).toContain('# This request cannot be written here; the replay of the finding has it.');
  });

  test('a URL stays on its line, whatever stands in it', () => {
    const [line] = active(fileOf({ url: 'http://127.0.0.1:5000/a b\r\nX-Evil: 1/é', headers: [] }));
    expect(line).toBe('GET http://127.0.0.1:5000/a%20b%0D%0AX-Evil:%201/%C3%A9');
  });

  test('says how a forged credential is made', () => {
    const replay = { variables: ['ALICE_TOKEN'], curl: ['T="$(npx middlebrick forge jwt-alg-none)"', 'curl x'] };
    expect(fileOf({}, { replay })).toContain('# made by: T="$(npx middlebrick forge jwt-alg-none)"');
  });

  test('leaves out what is suppressed, and says when nothing is left', () => {
    expect(fileOf({}, { suppressed: { reason: 'accepted' } })).not.toContain('###');
    expect(renderHttp({ ...report, findings: [] })).toContain('# Nothing was found, so there is nothing to repeat.\n');
  });
});
