import type { Confidence } from '@middlebrick/model';
import type { FlowEvent } from '../../flow/events.ts';
import { deepSources, sourceKey } from '../../flow/sources.ts';
import type { Site } from '../../flow/value.ts';
import type { Program } from '../../program/program.ts';
import type { RouteRun } from '../../program/run-route.ts';
import { unverifiedTokens } from '../claimed-identities.ts';
import { defineRule } from '../contract.ts';
import { siteHit } from '../site-hit.ts';
import { weakTokens } from '../weak-tokens.ts';

export default defineRule({
  id: 'code/unverified-token-identity',
  title: 'A token is believed whose signature nobody verified',
  category: 'authentication',
  severity: 'critical',
  cwe: [347],
  owasp: 'API2:2023',
  messages: {
    unverified:
      'A token is decoded without verifying its signature, and what it says is taken for the identity of the caller.',
  },
  remediation:
    'Verify the signature with a key of the server and a fixed list of algorithms before anything in a token is believed.',
  article: 'identification-failures',

  find: (program: Program) => {
    // A verification that takes too much is a flaw of another name.
    const weak = new Set(weakTokens(program).map(({ site }) => keyOf(site)));
    return program.runs.flatMap((run) =>
      unverifiedTokens(run)
        .filter(({ site }) => !weak.has(keyOf(site)) && !isVerifiedBefore(run, site))
        .map(({ site }) => siteHit('unverified', site, run.route, 'token', {}, [], confidenceOf(run))),
    );
  },
});

function keyOf({ module, span }: Site): string {
  return `${module.path}:${span.start}`;
}

/** In front of a function of Lambda a gateway may have verified the token. */
function confidenceOf({ route: { framework } }: RouteRun): Confidence {
  return /Lambda|Powertools|middy/i.test(framework) ? 'tentative' : 'firm';
}

const verifying =
  /^(?:jsonwebtoken\.verify|jose\.(?:jwtVerify|compactVerify)|hono\/jwt\.verify|google\.oauth2\.id_token\.verify_oauth2_token)$/;

/** Whether the same token went through a verification, whose result was not needed, before it was decoded. */
function isVerifiedBefore({ events }: RouteRun, site: Site): boolean {
  const verified = events.findIndex((event) => event.kind === 'call' && verifying.test(event.path));
  if (verified < 0) return false;
  const decoded = events.findIndex((event) => event.kind === 'call' && keyOf(event.site) === keyOf(site));
  const tokens = tokensOf(events[decoded]);
  return events
    .slice(verified, Math.max(decoded, 0))
    .some((event) => event.kind === 'call' && verifying.test(event.path) && !tokensOf(event).isDisjointFrom(tokens));
}

/** What of the request a call is given first. */
function tokensOf(event: FlowEvent | undefined): ReadonlySet<string> {
  const [token] = event?.kind === 'call' ? event.arguments.positional : [];
  return new Set(token === undefined ? [] : deepSources(token).map(sourceKey));
}
