import { anonymous, type Exchange, isSuccess, type Severity } from '@middlebrick/model';
import { type LogFound, logIn } from '../../classify/log-text.ts';
import { observedEntry } from '../../classify/observed.ts';
import { nowhere, placesOf } from '../../classify/well-known-places.ts';
import { defineTargetCheck } from '../../define-check.ts';

/** Where logs, traces and metrics are served by default or by habit. */
const paths = [
  '/logs',
  '/log',
  '/app.log',
  '/logs/app.log',
  '/debug.log',
  '/error.log',
  '/access.log',
  '/debug/logs',
  '/trace',
  '/actuator/logfile',
  '/actuator/httptrace',
  '/actuator/httpexchanges',
  '/metrics',
] as const;
const asText: [string, string][] = [['Accept', 'text/plain,application/json;q=0.9,*/*;q=0.1']];

const severityByHold: Readonly<Record<LogFound['holds'], Severity>> = {
  secrets: 'high',
  requests: 'medium',
  events: 'low',
};

export default defineTargetCheck({
  id: 'data/log-exposed',
  title: 'Logs, traces or metrics of the service can be read',
  category: 'dataExposure',
  severity: 'high',
  cwe: [532],
  owasp: 'API8:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N',
  sends: 'reads',
  needs: ['baselines', 'identities'],
  messages: {
    secrets: '{receiver} can read the {what} at {place}, with keys, tokens or passwords in it.',
    requests: '{receiver} can read the {what} at {place}, with the requests of others in it.',
    events: '{receiver} can read the {what} at {place}.',
    clean: 'Neither the usual places nor the operations of the API served a log.',
    unanswered: 'No place could be looked at.',
  },
  remediation:
    'Serve logs and metrics on a private port or behind an administrator role, and leave tokens, passwords and whole items out of what is logged.',
  article: 'data-exposure',

  appliesTo: () => true,

  async probe({ survey, send, random }) {
    const get = async (place: string): Promise<{ place: string; identity: string; exchange: Exchange }> => ({
      place,
      identity: anonymous.name,
      exchange: await send({ method: 'GET', path: place, headers: asText }, anonymous, 'log at its usual place'),
    });
    const privileged = survey.identities.filter((identity) => identity.isPrivileged).map((identity) => identity.name);
    return {
      control: (await get(nowhere(random, '.log'))).exchange,
      usual: await Promise.all(paths.flatMap((path) => placesOf(survey, path)).map(get)),
      operations: survey.baselines
        .filter((baseline) => !privileged.includes(baseline.identity))
        .map(({ operation, identity, exchange }) => ({ place: operation, identity, exchange })),
    };
  },

  judge({ control, usual, operations }) {
    const isSoft = isSuccess(control) && logIn(control.response?.body ?? '') !== undefined;
    const found = new Map<
      string,
      { place: string; identity: string; exchange: Exchange; log: LogFound; isOperation: boolean }
    >();
    const answers = [
      ...(isSoft ? [] : usual.map((answer) => ({ ...answer, isOperation: false }))),
      ...operations.map((answer) => ({ ...answer, isOperation: true })),
    ];
    for (const answer of answers) {
      const log = isSuccess(answer.exchange) ? logIn(answer.exchange.response?.body ?? '') : undefined;
      const known = found.get(answer.exchange.request.url);
      // The same place seen twice counts for its widest audience.
      if (
        log !== undefined &&
        (known === undefined || (known.identity !== 'anonymous' && answer.identity === 'anonymous'))
      )
        found.set(answer.exchange.request.url, { ...answer, log });
    }
    if (found.size === 0) {
      const isUnanswered = answers.every(({ exchange }) => exchange.response === null);
      return isUnanswered
        ? { outcome: 'inconclusive', message: 'unanswered' }
        : { outcome: 'hardened', message: 'clean' };
    }
    return [...found.values()].map(({ place, identity, exchange, log, isOperation }) => ({
      outcome: 'vulnerable' as const,
      message: log.holds,
      confidence: 'confirmed' as const,
      severity: severityByHold[log.holds],
      kind: place,
      proof: [observedEntry({ identity, exchange })],
      places: isOperation ? [place] : [],
      details: { receiver: identity === 'anonymous' ? 'Anyone' : 'Any user', what: log.kind, place },
    }));
  },
});
