import { readFileSync } from 'node:fs';
import { cwe, owaspApi2023 } from '@middlebrick/model';
import { describe, expect, test } from 'vitest';
import type { Infrastructure } from '../../iam/infrastructure.ts';
import type { Hit, Rule } from '../contract.ts';
import { api, infrastructure, type JsonStatement, policy, tableEntry } from './infrastructure.fixture.ts';

/** What a test expects of a hit: its place as a line. */
export interface ExpectedHit<M extends string> extends Omit<Hit<M>, 'place' | 'confidence'> {
  readonly line: number;
  /** `firm` when nothing else is said. */
  readonly confidence?: Hit['confidence'];
}

interface Case {
  readonly name: string;
  readonly given: readonly Partial<Infrastructure>[];
}

export interface RuleTests<M extends string> {
  readonly vulnerable: readonly (Case & { readonly hits: readonly ExpectedHit<M>[] })[];
  readonly fine: readonly Case[];
  readonly undecidable: readonly Case[];
  /** What stands around the policies of the page: a function with a role when nothing else is said. */
  readonly around?: readonly Partial<Infrastructure>[];
}

const headings = [
  'What it means',
  'How it is found',
  'When it cannot be told',
  'Fix',
  'A vulnerable policy',
  'A hardened policy',
];

/** Tests a rule by a table of small infrastructures, and its page by the two policies on it. */
export function testRule<M extends string>(rule: Rule<Infrastructure, M>, tests: RuleTests<M>): void {
  describe(rule.id, () => {
    test.each(tests.vulnerable)('finds $name', ({ given, hits }) => {
      const found = rule.find(infrastructure(...given));
      expect(found.map(({ place, ...hit }) => ({ ...hit, line: place.line }))).toEqual(
        hits.map((hit) => ({ confidence: 'firm', ...hit })),
      );
    });

    test.each([...tests.fine, ...tests.undecidable])('says nothing of $name', ({ given }) => {
      expect(rule.find(infrastructure(...given))).toEqual([]);
    });

    test('has something to say in every case, and says it in full', () => {
      const hits = tests.vulnerable.flatMap(({ given }) => rule.find(infrastructure(...given)));
      expect(new Set(hits.map(({ message }) => message))).toEqual(new Set(Object.keys(rule.messages)));
      const open = hits.filter((hit) => placeholders(rule.messages[hit.message]).some((name) => !hit.details?.[name]));
      expect(open).toEqual([]);
      expect(Object.values<string>(rule.messages).filter((text) => !/^(?:[A-Z]|\{).*\.$/.test(text))).toEqual([]);
      expect([tests.fine.length, tests.undecidable.length].every((count) => count > 0)).toBe(true);
    });

    test('is pure: the same facts, untouched, give the same hits', () => {
      for (const { given } of tests.vulnerable) {
        const facts = infrastructure(...given);
        const before = structuredClone(facts);
        const hits = rule.find(facts);
        expect(rule.find(structuredClone(facts))).toEqual(hits);
        expect(facts).toEqual(before);
        expect(JSON.parse(JSON.stringify(hits))).toEqual(hits);
      }
    });

    test('tells the statements of one policy apart', () => {
      for (const { given } of tests.vulnerable) {
        const subjects = rule.find(infrastructure(...given)).map(({ subject }) => subject);
        expect(new Set(subjects).size).toBe(subjects.length);
      }
    });

    test('belongs to a standard', () => {
      expect(Object.keys(owaspApi2023)).toContain(rule.owasp);
      expect(rule.cwe.map((id) => cwe[id])).toEqual([expect.any(String)]);
    });

    testPage(rule, tests.around);
  });
}

function testPage<M extends string>(rule: Rule<Infrastructure, M>, around?: readonly Partial<Infrastructure>[]): void {
  const page = readFileSync(new URL(`${rule.id.replace('iam/', './')}.md`, import.meta.url), 'utf8');

  test('its page has the title and the headings', () => {
    expect([...page.matchAll(/^# (.*)$/gm)].map(([, text]) => text)).toEqual([rule.title]);
    expect([...page.matchAll(/^## (.*)$/gm)].map(([, text]) => text)).toEqual(headings);
  });

  test('it finds the vulnerable policy of its page, and not the hardened one', () => {
    const blocks = [...page.matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, text]) => text ?? '');
    const counts = blocks.map((text) => rule.find(infrastructure(...(around ?? api()), written(text))).length);
    expect([counts.length, (counts[0] ?? 0) > 0, counts[1]]).toEqual([2, true, 0]);
  });
}

/** A policy document, of a table where it names principals, or a table of CloudFormation. */
function written(text: string): Partial<Infrastructure> {
  const json: { Statement?: JsonStatement[]; Properties?: Readonly<Record<string, unknown>> } = JSON.parse(text);
  if (json.Statement === undefined) return { tables: [tableOf(json.Properties ?? {})] };
  const isOfTable = json.Statement.some(({ Principal }) => Principal !== undefined);
  return {
    policies: [
      policy(
        'page',
        json.Statement,
        isOfTable ? { kind: 'resource', attachedTo: ['Orders'] } : { attachedTo: ['ApiRole'] },
      ),
    ],
  };
}

function tableOf(properties: Readonly<Record<string, unknown>>) {
  const text = JSON.stringify(properties);
  return tableEntry(String(properties.TableName), {
    key: { partition: /"AttributeName":"(\w+)","KeyType":"HASH"/.exec(text)?.[1] ?? 'id' },
    hasPointInTimeRecovery: text.includes('"PointInTimeRecoveryEnabled":true'),
    hasCustomerKey: text.includes('"KMSMasterKeyId"'),
    hasDeletionProtection: properties.DeletionProtectionEnabled === true,
  });
}

function placeholders(message: string): string[] {
  return [...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
}
