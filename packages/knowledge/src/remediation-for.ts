import type { Finding } from '@middlebrick/model';
import { articles, indexFile } from './article.ts';
import { excerpt } from './excerpt.ts';
import type { ArticleSummary, RepairStack } from './index-file.ts';
import { type Quote, repairs } from './repairs.ts';

/** What a check says about its own repair, for any stack. */
export interface CheckAdvice {
  title: string;
  remediation: string;
  /** Slug of an article. */
  article?: string | undefined;
}

const stackNames: Readonly<Record<RepairStack, string>> = {
  flask: 'Flask + DynamoDB',
  node: 'Node.js + DynamoDB',
};

/** Of these the framework says enough; of the others only together with the store. */
const nodeFrameworks = ['express', 'hono'];
const pythonNames = ['python', 'fastapi', 'django'];
const nodeFrameworksWithStore = ['node', 'fastify', 'koa', 'nest', 'next'];

/**
 * The remediation of a finding: for a stack that is recognised the repair in the code of a hardened target and the
 * command that explains it, else the check's own text. Undefined when neither has more to say than the check.
 * @param stack names as the survey recognises them, such as `flask` or `dynamodb`
 */
export function remediationFor(
  checkId: string,
  check: CheckAdvice,
  stack: readonly string[],
): Finding['remediation'] | undefined {
  const repair = repairs.find(({ checks }) => checks.includes(checkId));
  const article = articles.find(({ slug }) => slug === (repair?.article ?? check.article));
  if (article === undefined) return undefined;
  const known = repairStackOf(stack);
  if (known === undefined) return { summary: check.remediation, explain: explainCommand(article) };
  if (repair === undefined) return { summary: check.remediation, explain: explainCommand(article, known) };
  return {
    summary: repair.fix,
    stack: stackNames[known],
    snippet: snippetOf(repair[known], known),
    explain: explainCommand(article, known),
  };
}

function repairStackOf(names: readonly string[]): RepairStack | undefined {
  const stack = new Set(names.map((name) => name.toLowerCase()));
  const isDynamodb = stack.has('dynamodb');
  if (stack.has('flask')) return 'flask';
  if (nodeFrameworks.some((name) => stack.has(name))) return 'node';
  if (isDynamodb && nodeFrameworksWithStore.some((name) => stack.has(name))) return 'node';
  // The code that talks to the store is the same under any framework of the language; a store alone names no language.
  return isDynamodb && pythonNames.some((name) => stack.has(name)) ? 'flask' : undefined;
}

function snippetOf({ region, only }: Quote, stack: RepairStack): { language: string; code: string } {
  const { language, code } = indexFile.snippets[stack][region];
  return { language, code: only === undefined ? code : excerpt(code, only) };
}

/** The articles show Flask, so only there the framework is named. */
function explainCommand({ slug, framework, datastore }: ArticleSummary, stack?: RepairStack): string {
  const options = { flask: ` --framework ${framework} --datastore ${datastore}`, node: ` --datastore ${datastore}` };
  return `middlebrick explain ${slug}${stack === undefined ? '' : options[stack]}`;
}
