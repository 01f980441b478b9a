import type { FlowEvent } from '../flow/events.ts';
import type { Site, Value } from '../flow/value.ts';
import { isWholeItem, leavesIn } from './answer-facts.ts';
import { isSecretName } from './sensitive-names.ts';

/** A call that writes something into a log that should not be there. */
export interface Logged {
  readonly site: Site;
  readonly call: string;
  readonly what: string;
}

const logging =
  /(?:^|[.)])(?:print|console|logging|logger|log|winston|pino|bunyan|loguru|getLogger\(\)|Logger\(\)|createLogger\(\)|pino\(\)|structlog\.get_logger\(\)|pprint)(?:\.\w+)*$/i;
const levels = /\.(?:debug|info|warning|warn|error|exception|critical|fatal|log|trace|verbose)$/;

/** What a route writes into logs of items, bodies, tokens and passwords. */
export function loggedSecrets(events: readonly FlowEvent[]): Logged[] {
  return events.flatMap((event): Logged[] => {
    if (event.kind !== 'call' || !isLog(event.path)) return [];
    const given = [...event.arguments.positional, ...event.arguments.named.values(), ...event.arguments.spread];
    const what = given.map(secretIn).find((found) => found !== undefined);
    return what === undefined ? [] : [{ site: event.site, call: event.path, what }];
  });
}

function isLog(path: string): boolean {
  return /^(?:print|pprint\.pprint)$/.test(path) || (levels.test(path) && logging.test(path.replace(levels, '')));
}

function secretIn(value: Value): string | undefined {
  for (const leaf of leavesIn(value)) {
    const { source, treatments } = leaf;
    if (treatments.has('masked') || treatments.has('hashed')) continue;
    if (isWholeItem(leaf)) return 'a whole item';
    if (source.kind === 'item' && isSecretName(source.path.at(-1) ?? '')) return source.path.at(-1);
    if (source.kind !== 'request') continue;
    if (source.name === '' && source.origin === 'body') return 'the whole body';
    if (source.name === '' && source.origin === 'header') return 'all headers';
    if (isSecretName(source.name)) return source.name;
  }
  return undefined;
}
