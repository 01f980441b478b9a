import { anonymous, type Exchange, isSuccess } from '@middlebrick/model';
import { type DebugPage, debugPageIn } from '../../classify/debug.ts';
import { type Observed, observedEntry } from '../../classify/observed.ts';
import { provoke, sightings } from '../../classify/provoked.ts';
import { nowhere, placesOf } from '../../classify/well-known-places.ts';
import { defineTargetCheck, type Judgment } from '../../define-check.ts';

/** Where the debugging aids of frameworks are mounted by default. */
const paths = [
  '/console',
  '/__debug__/',
  '/actuator',
  '/actuator/env',
  '/debug/pprof/',
  '/phpinfo.php',
  '/graphiql',
  '/graphql',
  '/_profiler',
  '/rails/info/properties',
  '/elmah.axd',
  '/server-status',
] as const;
/** Operations whose errors are provoked; a debug page is a setting of the whole service. */
const mostOperations = 20;
const asBrowser: [string, string][] = [['Accept', 'text/html,application/json;q=0.9']];

interface Seen extends Observed {
  page: DebugPage;
  place: string;
  operation?: string;
}

export default defineTargetCheck({
  id: 'data/debug-mode',
  title: 'The service runs with its debugging aids switched on',
  category: 'dataExposure',
  severity: 'critical',
  cwe: [215, 489],
  owasp: 'API8:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  sends: 'reads',
  needs: ['baselines', 'identities'],
  messages: {
    dangerous: '{page} answers at {place}: through it, code can be run or secrets be read.',
    revealing: '{page} answers at {place} and shows the inside of the service.',
    clean: 'Neither the usual places nor provoked errors showed a debugging aid.',
    unanswered: 'No place could be looked at.',
  },
  remediation:
    'Switch debug mode off in production (FLASK_DEBUG=0, DEBUG = False, NODE_ENV=production), serve the application from a production server, and keep management endpoints on a private port.',
  article: 'data-exposure',

  appliesTo: () => true,

  async probe(tools) {
    const { survey, surface, send } = tools;
    const get = async (path: string): Promise<{ place: string; exchange: Exchange }> => ({
      place: path,
      exchange: await send({ method: 'GET', path, headers: asBrowser }, anonymous, 'debugging aid at its usual place'),
    });
    const called = surface.operations.filter((operation) =>
      survey.baselines.some((baseline) => baseline.operation === operation.id),
    );
    const provoked = await Promise.all(
      called
        .slice(0, mostOperations)
        .map(async (operation) => ({ operation: operation.id, answers: await provoke(tools, operation) })),
    );
    return {
      control: await get(nowhere(tools.random)),
      usual: await Promise.all(paths.flatMap((path) => placesOf(survey, path)).map(get)),
      provoked,
    };
  },

  judge({ control, usual, provoked }) {
    const everywhere = debugPageIn(bodyOf(control.exchange));
    const seen: Seen[] = usual.flatMap(({ place, exchange }) => {
      const page = debugPageIn(bodyOf(exchange));
      // A page that any path brings is told once, by the control; here it says nothing of the place.
      return page === undefined || (page.kind === everywhere?.kind && isSuccess(control.exchange))
        ? []
        : [{ page, place, identity: 'anonymous', exchange }];
    });
    for (const { operation, answers } of provoked) {
      for (const { found, identity, exchange } of sightings(answers, find))
        seen.push({ page: found.page, place: operation, operation, identity, exchange });
    }
    if (seen.length > 0) return [...Map.groupBy(seen, ({ page }) => page.kind).values()].map(exposed);
    const isUnanswered = usual.every(({ exchange }) => exchange.response === null);
    return isUnanswered
      ? { outcome: 'inconclusive', message: 'unanswered' }
      : { outcome: 'hardened', message: 'clean' };
  },
});

function find(body: string): { kind: string; words: string; page: DebugPage } | undefined {
  const page = debugPageIn(body);
  return page && { kind: page.kind, words: page.excerpt, page };
}

function exposed(same: readonly Seen[]): Judgment<'dangerous' | 'revealing'> {
  const [first] = same as [Seen, ...Seen[]];
  const places = [...new Set(same.flatMap(({ operation }) => operation ?? []))];
  return {
    outcome: 'vulnerable',
    message: first.page.isDangerous ? 'dangerous' : 'revealing',
    confidence: 'confirmed',
    severity: first.page.isDangerous ? 'critical' : first.page.kind === 'graphiql' ? 'low' : 'medium',
    kind: first.page.kind,
    proof: [observedEntry(first)],
    places,
    details: { page: first.page.title, place: first.place, text: first.page.excerpt },
  };
}

function bodyOf(exchange: Exchange): string {
  return exchange.response?.body ?? '';
}
