import { articles, findArticle, renderArticle, renderMarkdown, searchTopics } from '@middlebrick/knowledge';
import { ScanError } from '@middlebrick/model';
import { catalogue, countOf, type Entry, factsOf, pageOf } from '../catalogue.ts';
import { terminalOptions } from '../output.ts';
import { matches } from '../select-checks.ts';
import type { Flags } from '../settings.ts';
import { asTable } from './checks.ts';

/** `middlebrick explain`: a check or a rule with its page, or an article for the stack at hand. Without a topic, what there is. */
export async function runExplain(topic: string | undefined, flags: Flags): Promise<number> {
  process.stdout.write(explanation(topic, flags));
  return 0;
}

function explanation(topic: string | undefined, flags: Flags): string {
  const options = terminalOptions(process.stdout, flags.color !== false);
  const isJson = flags.json === true;
  if (topic === undefined)
    return isJson ? asJson({ topics: articles, checks: catalogue.map(({ id }) => id) }) : overview();
  const stack = { ...named('framework', flags.framework), ...named('datastore', flags.datastore) };
  const article = findArticle(topic, stack);
  if (article !== undefined) return isJson ? asJson(article) : `${renderArticle(article, options)}\n`;
  const meant = catalogue.filter(({ id }) => matches(id, topic));
  const [check] = meant;
  if (check === undefined) throw unknownTopic(topic, stack);
  if (meant.length > 1) return isJson ? asJson(meant.map(allOf)) : asTable(meant, options);
  return isJson ? asJson(allOf(check)) : `${renderMarkdown(pageOf(check), options)}\n${standards(check)}`;
}

function overview(): string {
  const bySlug = Map.groupBy(articles, (article) => article.slug);
  const topics = [...bySlug].map(([slug, written]) => {
    const stacks = written.map(({ framework, datastore }) => `--framework ${framework} --datastore ${datastore}`);
    return [`  ${slug}`, ...stacks.map((stack) => `      middlebrick explain ${slug} ${stack}`)].join('\n');
  });
  return `Topics\n${topics.join('\n')}\n\nChecks and rules\n  ${countOf(catalogue)}: middlebrick checks lists them, middlebrick explain <id> explains one.\n`;
}

function allOf(entry: Entry): Record<string, unknown> {
  return { ...factsOf(entry), messages: entry.messages, page: pageOf(entry) };
}

function standards(check: Entry): string {
  const cwe = check.cwe.map((id: number) => `CWE-${id}`).join(', ');
  const more =
    check.article === undefined
      ? ''
      : `\nMore for your stack: middlebrick explain ${check.article} --framework flask --datastore dynamodb`;
  return `\n${check.id} · at most ${check.severity} · OWASP ${check.owasp} · ${cwe}${more}\n`;
}

function unknownTopic(topic: string, stack: { framework?: string; datastore?: string }): ScanError {
  const written = articles.filter((article) => article.slug === topic.toLowerCase());
  if (written.length > 0) {
    const stacks = written.map(({ framework, datastore }) => `--framework ${framework} --datastore ${datastore}`);
    const help = `There is ${stacks.join(' or ')}.`;
    return new ScanError('BAD_ARGUMENT', `"${topic}" is not written for ${Object.values(stack).join(' with ')} yet.`, {
      help,
    });
  }
  const near = searchTopics(
    topic,
    catalogue.map(({ id }) => id),
  );
  const help = near.length === 0 ? 'See `middlebrick explain`.' : `Did you mean ${near.join(' or ')}?`;
  return new ScanError('BAD_ARGUMENT', `No check or topic is called "${topic}".`, { help });
}

function named<K extends string>(key: K, value: unknown): Partial<Record<K, string>> {
  return typeof value === 'string' ? ({ [key]: value.toLowerCase() } as Partial<Record<K, string>>) : {};
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
