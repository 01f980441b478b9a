import { functionNameOf, invokeArn } from '../arns.ts';
import type { Reading } from '../cloudformation/reading.ts';
import { routeKeyParts, routeOf } from '../route-text.ts';
import type { Spot } from '../source.ts';
import { at, entriesOf, isAbsent, itemsOf, type Tree, textOf } from '../tree.ts';

/**
 * Adds the routes of a function.
 *
 * @param events As in the service, with variables resolved.
 * @param name What the function is called when it runs.
 */
export function readEvents(events: Tree | undefined, name: string, reading: Reading): void {
  const { scope, drafts } = reading;
  for (const event of itemsOf(events)) {
    for (const [kind, { key, value }] of entriesOf(event)) {
      const route = eventRoute(kind, reading.resolve(value), key);
      if (route !== undefined) drafts.routes.push({ scope, target: invokeArn(name), route });
    }
  }
}

/** Adds the route of a function that has an address of its own. */
export function readFunctionUrl(url: Tree | undefined, name: string, { scope, drafts }: Reading): void {
  if (url === undefined || isAbsent(url) || textOf(url) === 'false') return;
  const authorizer = textOf(at(url, 'authorizer')) === 'aws_iam' ? 'AWS_IAM' : undefined;
  drafts.routes.push({ scope, target: invokeArn(name), route: routeOf('ANY', '*', authorizer, url) });
}

function eventRoute(kind: string, event: Tree | undefined, spot: Spot): ReturnType<typeof routeOf> | undefined {
  if (kind !== 'http' && kind !== 'httpApi') return undefined;
  const short = textOf(event);
  if (short !== undefined) {
    const parts = routeKeyParts(short);
    return parts === undefined ? undefined : routeOf(...parts, undefined, spot);
  }
  const path = textOf(at(event, 'path'));
  if (path === undefined) return undefined;
  return routeOf(textOf(at(event, 'method')) ?? 'ANY', path, authorizerOf(at(event, 'authorizer')), spot);
}

/** Authorizers are named by a word, by an ARN, or by a map with either. */
function authorizerOf(authorizer: Tree | undefined): string | undefined {
  if (authorizer === undefined || isAbsent(authorizer)) return undefined;
  const parts = ['name', 'arn', 'type', 'id', 'authorizerId'].flatMap((key) => textOf(at(authorizer, key)) ?? []);
  const text = textOf(authorizer) ?? parts[0] ?? 'authorizer';
  if (text.toLowerCase() === 'aws_iam') return 'AWS_IAM';
  return text.startsWith('arn:') ? (functionNameOf(text) ?? text) : text;
}
