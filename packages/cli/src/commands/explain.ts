import { articles, findArticle, renderArticle, renderMarkdown } from '@middlebrick/knowledge';
import { ScanError } from '@middlebrick/model';
import { type Check, checkPage, checks } from '@middlebrick/scanner';
import { terminalOptions } from '../output.ts';
import { matches, nearest } from '../select-checks.ts';

/** `middlebrick explain`: a check with its page, or an article for the stack at hand. Without a topic, what there is. */
export async function runExplain(topic: string | undefined, flags: Record<string, unknown>): Promise<number> {
  const options = terminalOptions(process.stdout, flags.color !== false);
  if (topic === undefined) {
    process.stdout.write(overview());
    return 0;
  }
  const check = checks.find((candidate) => candidate.id === topic) ?? only(checks.filter((candidate) => matches(candidate.id, topic)));
  if (check !== undefined) {
    process.stdout.write(flags.json === true ? asJson(factsOf(check)) : `${renderMarkdown(checkPage(check.id), options)}\n${standards(check)}`);
    return 0;
  }
  const stack = { ...named('framework', flags.framework), ...named('datastore', flags.datastore) };
  const article = findArticle(topic, stack);
  if (article === undefined) throw unknownTopic(topic, stack);
  process.stdout.write(flags.json === true ? asJson(article) : `${renderArticle(article, options)}\n`);
  return 0;
}

function overview(): string {
  const slugs = [...new Set(articles.map((article) => article.slug))];
  return `Topics:\n${slugs.map((slug) => `  ${slug}`).join('\n')}\n\nChecks: \`middlebrick checks\` lists them.\n\nmiddlebrick explain <topic> --framework flask --datastore dynamodb\nmiddlebrick explain <check>\n`;
}

function factsOf(check: Check): Record<string, unknown> {
  const { id, title, category, severity, cwe, owasp, sends, messages, remediation } = check;
  return { id, title, category, severity, cwe, owasp, sends, messages, remediation, page: checkPage(id) };
}

function standards(check: Check): string {
  const cwe = check.cwe.map((id: number) => `CWE-${id}`).join(', ');
  const more = check.article === undefined ? '' : `\nMore for your stack: middlebrick explain ${check.article} --framework flask --datastore dynamodb`;
  return `\n${check.id} · at most ${check.severity} · OWASP ${check.owasp} · ${cwe}${more}\n`;
}

function unknownTopic(topic: string, stack: { framework?: string; datastore?: string }): ScanError {
  const known = articles.filter((article) => article.slug === topic);
  if (known.length > 0) {
    const stacks = known.map((article) => `--framework ${article.framework} --datastore ${article.datastore}`).join(' or ');
    return new ScanError('BAD_ARGUMENT', `"${topic}" is not written for ${Object.values(stack).join(' with ')} yet; there is ${stacks}.`);
  }
  const near = nearest(topic, [...checks.map((check) => check.id), ...new Set(articles.map((article) => article.slug))]);
  return new ScanError('BAD_ARGUMENT', `No check or article is called "${topic}". ${near.length === 0 ? 'See `middlebrick explain`.' : `Did you mean ${near.join(' or ')}?`}`);
}

function named<K extends string>(key: K, value: unknown): Partial<Record<K, string>> {
  return typeof value === 'string' ? ({ [key]: value.toLowerCase() } as Partial<Record<K, string>>) : {};
}

function only<T>(values: readonly T[]): T | undefined {
  return values.length === 1 ? values[0] : undefined;
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
