import type { Credential, FailureCode, HttpClient } from '@middlebrick/http';
import {
  type Exchange,
  type Identity,
  isSafe,
  isSuccess,
  type Operation,
  type RequestSpec,
  ScanError,
  type Surface,
} from '@middlebrick/model';
import { exampleValue, isIdentifierParameter, looksStateChanging, requestOf } from '../surface/index.ts';
import type { Values } from '../survey/survey.ts';
import { isRefusal } from '../verdict/compare.ts';
import type { IdentityConfig } from './identity-config.ts';

/** An operation that tells a live credential from none: success with it, refusal without. */
export interface Canary {
  request: RequestSpec;
  label: string;
}

export interface Caller {
  identity: Identity;
  credential: Credential;
  config: IdentityConfig;
}

/** How many operations are tried before an identity is called unproven. */
const attempts = 16;
const selfNames = /(?:^|\/)(?:me|whoami|self|profile|account|session|user|userinfo|current)$/i;

/**
 * Looks for a canary of one identity.
 * @throws ScanError DEAD_CREDENTIALS when every operation that wants credentials refuses this one with 401
 */
export async function findCanary(
  client: HttpClient,
  surface: Surface,
  caller: Caller,
): Promise<{ canary?: Canary; reason: string; answers?: { withIt: Exchange; without: Exchange } }> {
  const refusals: string[] = [];
  let isPublicOnly = false;
  for (const { operation, request } of candidates(surface, caller)) {
    const label = operation.id;
    const withIt = await ask(client, request, caller.credential, caller.identity.name);
    if (withIt.response?.status === 401) refusals.push(label);
    if (!isSuccess(withIt)) continue;
    const without = await ask(client, request, undefined, 'anonymous');
    if (isRefusal(without) || isTurnedAway(without, caller.credential))
      return {
        canary: { request, label },
        answers: { withIt, without },
        reason: `${label} answers ${status(withIt)} with it and ${status(without)} without`,
      };
    isPublicOnly = true;
  }
  if (refusals.length > 0 && !isPublicOnly) {
    throw new ScanError(
      'DEAD_CREDENTIALS',
      `The credential of "${caller.identity.name}" is refused: ${refusals[0]} answers 401 with it${refusals.length > 1 ? `, as do ${refusals.length - 1} more` : ''}.`,
    );
  }
  return {
    reason: isPublicOnly ? 'no operation tells it from an anonymous caller' : 'no operation could be called with it',
  };
}

/** Failures of a connection on which a client certificate was wanted and none was shown. */
const withoutCertificate: ReadonlySet<string | undefined> = new Set<FailureCode>([
  'CERTIFICATE_REQUIRED',
  'TLS_FAILED',
  'CONNECTION_RESET',
]);

/** Where mutual TLS is demanded, whoever shows no certificate is refused by the handshake and not by an answer. */
function isTurnedAway(without: Exchange, { certificate }: Credential): boolean {
  return certificate !== undefined && withoutCertificate.has(without.failure?.code);
}

/** Whether the identity is still signed in. No answer at all counts as signed in: the target is at fault then. */
export async function canaryHolds(
  client: HttpClient,
  canary: Canary,
  caller: Pick<Caller, 'identity' | 'credential'>,
): Promise<boolean> {
  const exchange = await ask(client, canary.request, caller.credential, caller.identity.name);
  return !isRefusal(exchange);
}

/** Reads that may tell this caller from nobody, the most promising first. */
export function candidates(surface: Surface, caller: Caller): { operation: Operation; request: RequestSpec }[] {
  return surface.operations
    .filter(
      (operation) =>
        isSafe(operation.method) && operation.method === 'GET' && looksStateChanging(operation) === undefined,
    )
    .map((operation) => ({ operation, request: requestOf(operation, ownValues(operation, surface, caller), surface) }))
    .filter((entry): entry is { operation: Operation; request: RequestSpec } => entry.request !== undefined)
    .sort((a, b) => rank(a.operation) - rank(b.operation))
    .slice(0, attempts);
}

/** Declared-protected self descriptions first, then other protected ones, then those with parameters, public ones last. */
function rank(operation: Operation): number {
  const isPublic = operation.security !== null && operation.security.length === 0;
  const hasParameters = operation.path.includes('{');
  return (
    (isPublic ? 8 : 0) +
    (hasParameters ? 4 : 0) +
    (operation.security === null ? 2 : 0) +
    (selfNames.test(operation.path) ? 0 : 1)
  );
}

/** Values for identifiers that this caller may be expected to reach: given ones, its own ids, examples of the spec. */
function ownValues(operation: Operation, surface: Surface, { identity, config }: Caller): Values {
  const values: Record<string, string> = {};
  for (const parameter of operation.parameters) {
    if (!isIdentifierParameter(parameter, operation)) continue;
    const given = config.owns[parameter.name]?.[0] ?? config.owns[operation.id]?.[0];
    // Without an example the specification would only make one up, and a made-up id proves nobody alive.
    const example = parameter.examples.length === 0 ? undefined : exampleValue(parameter, surface);
    const value = given ?? example ?? config.subjects[0] ?? identity.subjects[0];
    if (value !== undefined) values[parameter.name] = value;
  }
  return values;
}

function ask(
  client: HttpClient,
  request: RequestSpec,
  credential: Credential | undefined,
  identity: string,
): Promise<Exchange> {
  return client.send(request, credential, { identity, purpose: 'proof of life' });
}

function status(exchange: Exchange): string {
  return String(exchange.response?.status ?? 'nothing');
}
