import type { Replay } from '@middlebrick/model';
import { answered, unanswered } from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
import type { Check, ProofEntry, Vulnerable } from '../define-check.ts';
import { type FindingContext, fillIn, findingOf } from './finding.ts';

const check: Check = {
  id: 'bola/example',
  title: 'An example',
  category: 'bolaAuthorization',
  severity: 'high',
  cwe: [639],
  owasp: 'API1:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N',
  sends: 'reads',
  per: 'operation',
  needs: [],
  messages: { disclosed: '{other} received the object of {owner}.' },
  remediation: 'Ask whose it is.',
  appliesTo: () => true,
  probe: () => null,
  judge: () => ({ outcome: 'hardened' }),
};
const body = { id: 'n-1', title: 'Rivers of the north', ssn: '219-09-9998' };
const step = (role: ProofEntry['role'], label: string, answer: unknown = body): ProofEntry => ({
  role,
  label,
  exchange: answered(answer),
});
const judgment: Vulnerable<string> = {
  outcome: 'vulnerable',
  message: 'disclosed',
  confidence: 'confirmed',
  details: { owner: 'alice', other: 'bob' },
  values: [
    { path: 'title', value: 'Rivers of the north' },
    { path: 'ssn', value: '219-09-9998' },
  ],
  proof: [step('owner', 'alice'), step('other', 'bob'), step('anonymous', 'anonymous', 'nothing')],
};
const nothing: Replay = { variables: [], curl: [] };
const context: FindingContext = {
  operation: 'GET /notes/{id}',
  context: undefined,
  replayOf: ({ chosen }) => ({ variables: [], curl: [chosen.label] }),
  remediationFor: () => undefined,
};
const found = (
  parts: Partial<Vulnerable<string>> = {},
  around: Partial<FindingContext> = {},
  of: Partial<Check> = {},
) => findingOf({ ...check, ...of } as Check, { ...judgment, ...parts }, { ...context, ...around });

describe('a finding', () => {
  test('says what the check says, with the details filled in', () => {
    expect(found()).toMatchObject({
      check: 'bola/example',
      title: 'An example',
      message: 'bob received the object of alice.',
      severity: 'high',
      confidence: 'confirmed',
      cwe: [639],
      owasp: 'API1:2023',
      cvss: { score: 6.5 },
      details: { owner: 'alice', other: 'bob' },
      places: [{ operation: 'GET /notes/{id}' }],
      remediation: { summary: 'Ask whose it is.' },
    });
  });

  test('leaves out what it does not have', () => {
    const { operation: _, ...elsewhere } = context;
    const plain = findingOf({ ...check, cvss: undefined } as unknown as Check, judgment, elsewhere);
    expect(plain.places).toEqual([]);
    expect(Object.keys(plain)).not.toEqual(expect.arrayContaining(['cvss']));
    expect(Object.keys(plain)).not.toEqual(expect.arrayContaining(['kind']));
    expect(Object.keys(found().places[0] ?? {})).toEqual(['operation']);
    expect(found({ proof: [step('owner', 'alice')] }).proof.map((entry) => Object.keys(entry))).toEqual([
      ['role', 'label', 'exchange', 'shows'],
    ]);
  });

  test('names its parameter, its kind and its places', () => {
    const special = found({ parameter: 'id', kind: 'header', places: ['GET /a', 'GET /b'] });
    expect(special.kind).toBe('header');
    expect(special.places).toEqual([
      { operation: 'GET /a', parameter: 'id' },
      { operation: 'GET /b', parameter: 'id' },
    ]);
    const fingerprints = [found(), found({ parameter: 'id' }), found({ kind: 'header' })].map(
      ({ fingerprint }) => fingerprint,
    );
    expect(new Set(fingerprints).size).toBe(3);
  });

  test('weighs what was seen in its context, up to the ceiling of the check', () => {
    const mail = [{ path: 'email', value: 'someone@example.org' }];
    expect(found({ severity: 'medium' }).severity).toBe('medium');
    expect(found({ severity: 'critical' }).severity).toBe('high');
    expect(found({ values: mail }, { context: 'internal' }).severity).toBe('medium');
  });

  test('repeats an unknown message as it stands, and an unknown name in one', () => {
    expect(found({ message: 'other' }).message).toBe('other');
    expect(fillIn('{a} and {b}', { a: 'x' })).toBe('x and {b}');
    expect(fillIn('{long_name}{long_name}', { long_name: 'x' })).toBe('xx');
  });

  test('prefers the remediation for the stack at hand', () => {
    const remediation = { summary: 'In Flask: compare the owner.' };
    expect(found({}, { remediationFor: () => remediation }).remediation).toEqual(remediation);
  });
});

describe('the replay of a finding', () => {
  test('is the chosen step, else the last of somebody else or with a forged credential, else the last', () => {
    const plain = [step('owner', 'alice'), step('owner', 'alice again')];
    expect(found().replay.curl).toEqual(['bob']);
    expect(found({ replay: 0 }).replay.curl).toEqual(['alice']);
    expect(found({ proof: [step('forged', 'forged'), ...plain] }).replay.curl).toEqual(['forged']);
    expect(found({ proof: plain }).replay.curl).toEqual(['alice again']);
    expect(found({ proof: [] }).replay).toEqual(nothing);
    expect(found({ replay: 9 }).replay).toEqual(nothing);
  });

  test('knows the proof and the values', () => {
    const seen: unknown[] = [];
    const replayOf: FindingContext['replayOf'] = (attack) => {
      seen.push(attack);
      return nothing;
    };
    found({}, { replayOf });
    expect(seen).toEqual([{ proof: judgment.proof, chosen: judgment.proof[1], values: judgment.values }]);
  });
});

describe('what is private', () => {
  test('is listed masked, once for a path, what has a class first, and twelve at most', () => {
    expect(found().values).toEqual([
      { path: 'ssn', masked: '***-**-9998', kind: 'identityDocument' },
      { path: 'title', masked: 'Rive…' },
    ]);
    const twice = [...(judgment.values ?? []), { path: 'title', value: 'Another title' }];
    expect(found({ values: twice }).values.map(({ path }) => path)).toEqual(['ssn', 'title']);
    const many = Array.from({ length: 20 }, (_, index) => ({ path: `field${index}`, value: `some value ${index}` }));
    expect(found({ values: many }).values).toHaveLength(12);
    expect(found({ values: [] }).values).toEqual([]);
  });

  test('is masked in the proof, long values wherever they stand and short ones not', () => {
    const proof = [step('other', 'bob', { text: 'on Rivers of the north', room: 'A7' })];
    const values = [
      { path: 'title', value: 'Rivers of the north' },
      { path: 'room', value: 'A7' },
    ];
    const text = found({ proof, values }).proof[0]?.exchange.response?.body;
    expect(text).toBe('{"text":"on Rive…","room":"A7"}');
    const six = found({ proof: [step('other', 'bob', { a: 'quartz' })], values: [{ path: 'a', value: 'quartz' }] });
    expect(six.proof[0]?.exchange.response?.body).toBe('{"a":"qu…"}');
    const quoted = found({
      proof: [step('other', 'bob', { a: 'say "hello" now' })],
      values: [{ path: 'a', value: 'say "hello" now' }],
    });
    expect(quoted.proof[0]?.exchange.response?.body).toBe('{"a":"say …"}');
  });

  test('is masked by its class even where the judgement does not name it', () => {
    const text = found({ values: [] }).proof[0]?.exchange.response?.body ?? '';
    expect(text).not.toContain('219-09-9998');
    expect(text).toContain('Rivers of the north');
  });

  test('leaves a step as it is to which no answer came', () => {
    const exchange = unanswered();
    expect(found({ proof: [{ role: 'other', label: 'bob', exchange }] }).proof[0]?.exchange).toEqual(exchange);
  });
});

test('a body is cut to what can be read, and says so', () => {
  const responseTo = (text: string) =>
    found({ values: [], proof: [step('other', 'bob', text)] }).proof[0]?.exchange.response;
  expect(responseTo('a '.repeat(2000))).toMatchObject({ body: 'a '.repeat(2000), truncated: false });
  expect(responseTo('a '.repeat(2001))).toMatchObject({ body: 'a '.repeat(2000), truncated: true });
  expect(responseTo('a '.repeat(100_000))?.body).toHaveLength(4000);
  const cut = answered('short');
  const given = { ...cut, response: cut.response === null ? null : { ...cut.response, truncated: true } };
  const [kept] = found({ values: [], proof: [{ role: 'other', label: 'bob', exchange: given }] }).proof;
  expect(kept?.exchange.response).toMatchObject({ body: 'short', truncated: true });
});

test('a step keeps its role, what it shows and its note', () => {
  const proof: ProofEntry[] = [{ ...step('other', 'bob'), shows: ['title'], note: 'the same values' }];
  expect(found({ proof }).proof).toMatchObject([
    { role: 'other', label: 'bob', shows: ['title'], note: 'the same values' },
  ]);
  expect(found().proof.map(({ shows }) => shows)).toEqual([[], [], []]);
});
