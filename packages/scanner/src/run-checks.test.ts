import { inProcessTransport } from '@middlebrick/http';
import { expect, test } from 'vitest';
import { defineTargetCheck } from './define-check.ts';
import { identityConfigSchema } from './identities/identity-config.ts';
import { scan } from './run.ts';

test('a check that writes past what makes writing safe is broken, and nothing of it is sent', async () => {
  const sent: string[] = [];
  const check = defineTargetCheck({
    id: 'data/writes-in-secret',
    title: 'A check that says that it reads, and writes',
    category: 'dataExposure',
    severity: 'low',
    cwe: [200],
    owasp: 'API3:2023',
    sends: 'reads',
    needs: ['identities'],
    messages: { nothing: 'Nothing.' },
    remediation: 'Nothing.',
    appliesTo: () => true,
    probe: ({ survey, send }) =>
      Promise.all(
        survey.identities.map((identity) => send({ method: 'DELETE', path: '/notes/1' }, identity, 'in secret')),
      ),
    judge: () => ({ outcome: 'hardened' }),
  });
  const report = await scan({
    target: 'http://small.test',
    identities: [identityConfigSchema.parse({ name: 'alice', bearer: 'token-alice' })],
    checks: [check],
    seed: 7,
    version: '0.0.0',
    transport: inProcessTransport((request) => {
      sent.push(request.method);
      const isSignedIn = request.headers.get('authorization') !== null;
      return new URL(request.url).pathname === '/openapi.json'
        ? Response.json({ openapi: '3.1.0', info: {}, paths: { '/me': { get: { responses: {} } } } })
        : Response.json({ id: 'alice' }, { status: isSignedIn ? 200 : 401 });
    }),
  });
  expect(report.coverage).toEqual([
    {
      check: 'data/writes-in-secret',
      operation: null,
      outcome: 'broken',
      reason: 'data/writes-in-secret wanted to send DELETE as if it were a read',
    },
  ]);
  expect(sent).not.toContain('DELETE');
});
