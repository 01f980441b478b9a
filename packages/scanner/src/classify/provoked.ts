import { anonymous, type Exchange, type Identity, isSuccess, type Operation } from '@middlebrick/model';
import type { ProbeTools } from '../define-check.ts';
import { baselinesOf, type Survey } from '../survey/survey.ts';
import { isAsked } from './echoed.ts';
import { malformedRequests } from './malformed-requests.ts';
import { type Observed, observedOf } from './observed.ts';

/** What an operation answers to a normal request and to spoilt ones. */
export interface Provoked {
  /** All answers of the survey. */
  observed: Observed[];
  /** The normal answer that the spoilt requests are compared with; absent when nobody got one. */
  control?: Observed;
  answers: { identity: string; what: string; parameter: string; exchange: Exchange }[];
}

type Tools = Pick<ProbeTools<'baselines' | 'identities'>, 'send' | 'request'> & {
  survey: Pick<Survey, 'baselines' | 'identities'>;
};

/** Sends the malformed requests of an operation as a caller who gets a normal answer, the signed-in first. */
export async function provoke(tools: Tools, operation: Operation): Promise<Provoked> {
  const { survey } = tools;
  const observed = observedOf(survey, operation.id);
  const callers: Identity[] = [...survey.identities, anonymous];
  for (const caller of callers) {
    const normal = baselinesOf(survey, operation.id, caller.name).find((baseline) => isSuccess(baseline.exchange));
    if (normal === undefined) continue;
    const malformed = malformedRequests(operation, normal.request, normal.values, tools.request);
    const answers = await Promise.all(
      malformed.map(async ({ request, what, parameter }) => ({
        identity: caller.name,
        what,
        parameter,
        exchange: await tools.send(request, caller, `malformed request: ${what}`),
      })),
    );
    return { observed, control: { identity: caller.name, exchange: normal.exchange }, answers };
  }
  return { observed, answers: [] };
}

/** An answer in which a text was recognised that normal answers do not hold. */
export interface Sighting<T> {
  found: T;
  identity: string;
  exchange: Exchange;
  /** How it was provoked; absent when an ordinary request was enough. */
  what?: string;
  parameter?: string;
}

/**
 * All answers in which `find` recognises an error. In answers that served something it is content, so of the survey
 * only failures count; a spoilt request's answer counts when the control does not show the same kind, and when the
 * recognised words are not an echo of the request.
 *
 * @param find gives the recognised text with a name for its kind
 */
export function sightings<T extends { kind: string; words: string }>(
  provoked: Provoked,
  find: (body: string) => T | undefined,
): Sighting<T>[] {
  const inControl = provoked.control === undefined ? undefined : findIn(provoked.control.exchange, find);
  const found: Sighting<T>[] = [];
  for (const { identity, exchange } of provoked.observed) {
    const error = isSuccess(exchange) ? undefined : findIn(exchange, find);
    if (error !== undefined) found.push({ found: error, identity, exchange });
  }
  for (const { identity, exchange, what, parameter } of provoked.answers) {
    const error = findIn(exchange, find);
    if (error === undefined || error.kind === inControl?.kind || isAsked(exchange, error.words)) continue;
    found.push({ found: error, identity, exchange, what, parameter });
  }
  return found;
}

function findIn<T>(exchange: Exchange, find: (body: string) => T | undefined): T | undefined {
  return exchange.response === null ? undefined : find(exchange.response.body);
}
