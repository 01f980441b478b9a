import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultBudget } from '@middlebrick/http';
import {
  caps,
  categories,
  confidenceFactors,
  contexts,
  deductions,
  findingSchema,
  gradeOf,
  grades,
  proofRoles,
  reportSchema,
  type Severity,
  scoreOf,
  severities,
} from '@middlebrick/model';
import { renderTerminal } from '@middlebrick/report';
import { checks } from '@middlebrick/scanner';
import { describe, expect, test } from 'vitest';
import { codeRules, configurationRules, iamRules } from '../packages/auditor/src/rules/index.ts';
import { configSchema } from '../packages/cli/src/config-schema.ts';
import { buildProgram } from '../packages/cli/src/program.ts';
import { type Settings, settingsFrom } from '../packages/cli/src/settings.ts';
import { dataClasses } from '../packages/scanner/src/classify/classify-leaf.ts';
import { identityConfigSchema, loginSchema } from '../packages/scanner/src/identities/identity-config.ts';
import { ownerEvidence } from '../packages/scanner/src/survey/survey.ts';
import { firmLeaves, recallThreshold } from '../packages/scanner/src/verdict/compare.ts';
import { contextShifts, severityOfDisclosure } from '../packages/scanner/src/verdict/severity.ts';
import { sampleAudit } from '../testing/kit/src/sample-audit.ts';
import { bare, blocksOf, read, tablesUnder, tableUnder } from './markdown.ts';

describe('docs/scoring.md', () => {
  test('has the points, caps and factors of the formula', () => {
    const points = severities.map((severity) => [severity, `${deductions[severity]}`, `${caps[severity] ?? ''}`]);
    expect(tableUnder('docs/scoring.md', 'severity')).toEqual(points);
    const factors = Object.entries(confidenceFactors).map(([name, factor]) => [name, `${factor}`]);
    expect(tableUnder('docs/scoring.md', 'confidence')).toEqual(factors);
  });

  test('has the categories with their weights', () => {
    const rows = Object.entries(categories).map(([name, { title, weight }]) => [name, title, `${weight}`]);
    expect(tableUnder('docs/scoring.md', 'category')).toEqual(rows);
  });

  test('has the lowest score of each grade', () => {
    const floors = grades.map((grade) => [grade, `${range(100).find((score) => gradeOf(score) === grade)}`]);
    expect(tableUnder('docs/scoring.md', 'grade')).toEqual(floors);
  });

  test('computes its example right', () => {
    const found = { check: 'bola/foreign-object-read', category: 'bolaAuthorization' } as const;
    const {
      overall,
      grade,
      categories: scores,
    } = scoreOf(
      [
        { ...found, severity: 'critical', confidence: 'confirmed' },
        { ...found, severity: 'high', confidence: 'firm' },
      ],
      new Set(['bolaAuthorization', 'authentication']),
    );
    expect(scores.filter(({ score }) => score !== null).map(({ score }) => score)).toEqual([100, 41.3]);
    expect({ overall, grade }).toEqual({ overall: 39, grade: 'F' });
  });
});

describe('docs/severity.md', () => {
  const samples: Readonly<Record<string, { path: string; value: string }>> = {
    credential: { path: 'password', value: 'corv-Hestel9' },
    secret: { path: 'api_key', value: 'q7Zr2mX9vB4kT8sW1nJ6' },
    identityDocument: { path: 'ssn', value: '219-09-9998' },
    financial: { path: 'salary', value: '71250' },
    health: { path: 'diagnosis', value: 'asthma, mild' },
    contact: { path: 'email', value: 'rosa.lind@example.org' },
    opaque: { path: 'title', value: 'Rivers of the north' },
  };

  test('has the severity of every class, worst first', () => {
    const rows = tableUnder('docs/severity.md', 'class').map(([name, , severity]) => [bare(name), severity]);
    const expected = [...dataClasses, 'opaque'].map((name): [string, Severity | undefined] => {
      const sample = samples[name];
      return [name, sample && severityOfDisclosure([sample])];
    });
    expect(rows).toEqual(expected);
  });

  test('has the shifts of every context', () => {
    const rows = tableUnder('docs/severity.md', 'context').map(([context, name, shift]) => [
      bare(context),
      bare(name),
      Number(shift?.replace('−', '-')),
    ]);
    const shifts = contexts.flatMap((context) =>
      Object.entries(contextShifts[context]).map(([name, shift]) => [context, name, shift]),
    );
    expect(rows).toEqual(shifts);
  });
});

describe('docs/verdicts.md', () => {
  /** Messages of a check that say why nothing could be asked, not how the answer was judged. */
  const beforehand = ['oneIdentity', 'noOwnedObject'];

  test.each([
    ['bola/foreign-object-read', 0],
    ['bola/foreign-collection', 1],
  ])('has every rule by which %s judges', (id, index) => {
    const messages = Object.keys(checks.find((check) => check.id === id)?.messages ?? {});
    const rules = tablesUnder('docs/verdicts.md', 'rule')[index]?.map(([rule]) => bare(rule)) ?? [];
    expect([...new Set(rules)].sort()).toEqual(messages.filter((message) => !beforehand.includes(message)).sort());
  });

  test('has the thresholds of an access', () => {
    const needs = tableUnder('docs/verdicts.md', 'access').map(([, text]) => text?.match(/\d(?:\.\d+)?/g)?.map(Number));
    expect(needs).toEqual([[recallThreshold], [recallThreshold, firmLeaves]]);
  });

  test('has the evidence of an owner, best first', () => {
    expect(tableUnder('docs/verdicts.md', 'evidence').map(([name]) => bare(name))).toEqual([...ownerEvidence]);
  });
});

describe('docs/configuration.md', () => {
  const [options, identity] = tablesUnder('docs/configuration.md', 'key').map((rows) => rows.map(([key]) => bare(key)));

  test('has every key of the file', () => {
    expect(options).toEqual(Object.keys(configSchema.shape));
  });

  test('accounts for every flag of scan', () => {
    const keys = new Set(options?.map((key) => `--${key === 'color' ? 'no-color' : key}`));
    const scan = buildProgram().commands.find((command) => command.name() === 'scan');
    const others = /^Flags without a key in the file: (.*)\.$/m.exec(read('docs/configuration.md'))?.[1] ?? '';
    const flags = scan?.options.map((option) => option.long).filter((flag) => flag && !keys.has(flag));
    expect(others.split(', ').map(bare).sort()).toEqual(flags?.sort());
  });

  test('has every key of an identity and of a login recipe', () => {
    expect(identity?.sort()).toEqual(Object.keys(identityConfigSchema.omit({ name: true }).shape).sort());
    const login = tablesUnder('docs/configuration.md', 'key')[2]?.map(([key]) => bare(key));
    expect(login).toEqual(Object.keys(loginSchema.shape));
  });

  test('and the README give examples that are valid', () => {
    const secrets = { ALICE_PASSWORD: 'a', BOB_TOKEN: 'b', ADMIN_KEY: 'c' };
    const examples = ['README.md', 'docs/configuration.md'].flatMap((page) =>
      blocksOf(read(page), 'yaml').filter((text) => /^target:/m.test(text)),
    );
    const callers = examples.map((example) => settingsOf(example, secrets).identities.map(({ name }) => name));
    expect(callers).toEqual([
      ['alice', 'bob'],
      ['alice', 'bob', 'admin'],
    ]);
  });

  test('is right about an unset variable and an unknown key', () => {
    expect(() => settingsOf(`spec: ${'$'}{NOBODY_SET_THIS}`)).toThrow(expect.objectContaining({ code: 'BAD_CONFIG' }));
    expect(() => settingsOf('targett: http://127.0.0.1')).toThrow(expect.objectContaining({ code: 'BAD_CONFIG' }));
  });

  test('and the README state the default budget', () => {
    const { maxRequests, requestTimeoutMs, totalTimeoutMs, maxTotalBytes, maxBodyBytes } = defaultBudget;
    const minutes = totalTimeoutMs / 60_000;
    const mebibytes = (bytes: number): number => bytes / 1024 / 1024;
    const defaults = new Map(tableUnder('docs/configuration.md', 'key').map(([key, , value]) => [bare(key), value]));
    expect([defaults.get('max-requests'), defaults.get('timeout')]).toEqual([
      `${maxRequests}`,
      `${requestTimeoutMs / 1000}`,
    ]);
    expect(read('docs/configuration.md')).toContain(
      `a scan ends after ${minutes} minutes or ${mebibytes(maxTotalBytes)} MiB of bodies, keeps ${mebibytes(maxBodyBytes)} MiB of one body`,
    );
    expect(read('README.md')).toContain(`${maxRequests} requests, ${minutes} minutes, ${mebibytes(maxTotalBytes)} MiB`);
  });
});

describe('docs/report.md', () => {
  const [report, finding] = tablesUnder('docs/report.md', 'field').map((rows) => rows.map(([field]) => bare(field)));

  test('has every field of a report and of a finding, in order', () => {
    expect(report).toEqual(Object.keys(reportSchema.shape));
    expect(finding?.sort()).toEqual(Object.keys(findingSchema.shape).sort());
  });

  test('has every role of a proof', () => {
    expect(tableUnder('docs/report.md', 'role').map(([role]) => bare(role))).toEqual([...proofRoles]);
  });
});

describe('docs/audit.md', () => {
  test('has every rule with its title and severity', () => {
    const rows = tablesUnder('docs/audit.md', 'rule').map((table) => table.map(([id, ...rest]) => [bare(id), ...rest]));
    const ofCode = [...codeRules, ...configurationRules].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const expected = [ofCode, iamRules].map((rules) => rules.map(({ id, title, severity }) => [id, title, severity]));
    expect(rows).toEqual(expected);
  });

  test('has every flag of audit', () => {
    const command = buildProgram().commands.find((candidate) => candidate.name() === 'audit');
    const flags = tableUnder('docs/audit.md', 'flag').map(([flag]) => bare(flag));
    expect(flags).toEqual(command?.options.map((option) => option.flags));
  });

  test('shows what is printed', () => {
    const page = renderTerminal(sampleAudit(), { width: 80, color: false });
    for (const block of blocksOf(read('docs/audit.md'), 'console')) expect(page).toContain(block);
  });
});

/** What the command line makes of a configuration file with this text. */
function settingsOf(text: string, environment: NodeJS.ProcessEnv = {}): Settings {
  const folder = mkdtempSync(join(tmpdir(), 'middlebrick-'));
  try {
    const config = join(folder, 'middlebrick.yaml');
    writeFileSync(config, text);
    return settingsFrom(undefined, { config }, environment);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function range(end: number): number[] {
  return Array.from({ length: end + 1 }, (_, index) => index);
}
