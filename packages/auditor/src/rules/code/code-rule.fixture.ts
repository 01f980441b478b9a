import { readFileSync } from 'node:fs';
import type { Confidence, Severity } from '@middlebrick/model';
import { describe, expect, test } from 'vitest';
import { type AuditHit, auditCode } from '../../audit.ts';
import type { Program } from '../../program/program.ts';
import type { Rule } from '../contract.ts';

/** A piece of an application; what a rule must find in it is marked by the end of a line: `# here`, `// here`. */
export interface Snippet {
  readonly name: string;
  readonly python?: string;
  readonly javascript?: string;
  /** The message of the first hit. */
  readonly message?: string;
  /** How bad the first hit is, and how sure; as the rule says and `firm` where nothing is said. */
  readonly severity?: Severity;
  readonly confidence?: Confidence;
}

export interface RuleTable {
  readonly vulnerable: readonly Snippet[];
  readonly fine: readonly Snippet[];
}

/** Asks a rule about small applications: the lines that are marked, and no others; and about the two of its page. */
export function testRule(rule: Rule<Program, string>, table: RuleTable): void {
  describe(rule.id, () => {
    test('has vulnerable and fine applications in both languages', () => {
      const languages = (snippets: readonly Snippet[]): string[] =>
        ['python', 'javascript'].filter((language) => snippets.some((snippet) => language in snippet));
      expect(languages(table.vulnerable)).toEqual(['python', 'javascript']);
      expect(languages(table.fine)).toEqual(['python', 'javascript']);
    });
    test.each([...table.vulnerable])('vulnerable: $name', async (snippet) => {
      const { text, lines, found } = await foundIn(rule, snippet);
      expect(lines.length, `nothing is marked in\n${text}`).toBeGreaterThan(0);
      expect([...new Set(found.map(({ line }) => line))]).toEqual(lines);
      if (snippet.message !== undefined) expect(found[0]?.message).toBe(snippet.message);
      expect(found[0]?.severity).toBe(snippet.severity ?? rule.severity);
      expect(found[0]?.confidence).toBe(snippet.confidence ?? 'firm');
      expect(found.flatMap(({ unfilled }) => unfilled)).toEqual([]);
    });
    test('has an application for each of its messages', () => {
      const named = table.vulnerable.flatMap(({ message = [] }) => message);
      expect(Object.keys(rule.messages).filter((message) => !named.includes(message))).toEqual([]);
    });
    test.each([...table.fine])('fine: $name', async (snippet) => {
      expect((await foundIn(rule, snippet)).found).toEqual([]);
    });
    test.each(['Vulnerable', 'Fine'])('the page has examples that are judged so: %s', async (heading) => {
      const blocks = blocksOf(rule.id, heading);
      expect(blocks.length).toBeGreaterThan(0);
      for (const block of blocks) expect((await foundIn(rule, block)).found.length > 0).toBe(heading === 'Vulnerable');
    });
  });
}

async function foundIn(rule: Rule<Program, string>, { python, javascript }: Omit<Snippet, 'name'>) {
  const text = python ?? javascript ?? '';
  const path = python === undefined ? 'app.ts' : 'app.py';
  const { hits } = await auditCode([{ path, text }]);
  const found = hits
    .filter((hit) => hit.rule.id === rule.id)
    .map((hit) => ({
      line: hit.place.line,
      message: hit.message,
      severity: hit.severity ?? rule.severity,
      confidence: hit.confidence,
      unfilled: unfilledIn(rule, hit),
    }));
  const lines = text.split('\n').flatMap((line, index) => (/(?:#|\/\/) here$/.test(line) ? [index + 1] : []));
  return { text, lines, found };
}

/** Names in the message of a hit that none of its details fills. */
function unfilledIn(rule: Rule<Program, string>, { message, details = {} }: AuditHit): string[] {
  const names = [...(rule.messages[message] ?? '').matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return names.filter((name) => (details[name] ?? '') === '');
}

/** The code blocks below a heading of a rule's page. */
function blocksOf(id: string, heading: string): Snippet[] {
  const page = readFileSync(new URL(`../${id}.md`, import.meta.url), 'utf8');
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language, code = '']) =>
    language === 'python' ? { name: heading, python: code } : { name: heading, javascript: code },
  );
}
