import {
  anonymous,
  type Identity,
  isSuccess,
  jsonOf,
  type Operation,
  type Policy,
  type Surface,
} from '@middlebrick/model';
import type { Account, MadeObject } from '../active/contract.ts';
import { concurrently } from '../concurrently.ts';
import { describeSelf, jwtParts } from '../identities/claims.ts';
import type { IdentityConfig } from '../identities/identity-config.ts';
import type { Sessions } from '../identities/sessions.ts';
import { unlessOver } from '../scan-over.ts';
import { bodyParameters, looksStateChanging, requestOf } from '../surface/index.ts';
import { identifiersOf, offerable } from './bindings.ts';
import { listedItems } from './items.ts';
import { resourceOf, resourceOfParameter } from './naming.ts';
import { findObjects } from './objects.ts';
import { madeIds, ownIds } from './own-things.ts';
import { type Produced, producedBy } from './produced.ts';
import type { Baseline, Survey, TokenFact } from './survey.ts';

export interface GatherOptions {
  surface: Surface;
  sessions: Sessions;
  configs: readonly IdentityConfig[];
  /** Operations that the user declared to be reads although their method is not safe. */
  reads: ReadonlySet<string>;
  /** What the scan made before it looked around. */
  made?: readonly MadeObject[];
  accounts?: readonly Account[];
  /** Who may do what, as the user declared it. */
  policy?: Policy;
  onProgress?: (done: number, total: number) => void;
}

/** Calls in flight; the HTTP client has its own, stricter limit. */
const parallel = 24;
const selfPath = /(?:^|\/)(?:me|whoami|self|profile|account|session|user|userinfo|current)$/i;

/**
 * Operations that a read-only scan may call: safe ones that do not say that they change state, and those declared to be
 * reads, the fields of whose bodies choose objects like any other parameter.
 */
export function callable(surface: Surface, reads: ReadonlySet<string>): Operation[] {
  return surface.operations.flatMap((operation) => {
    if (operation.method === 'GET' && looksStateChanging(operation) === undefined) return [operation];
    if (!reads.has(operation.id)) return [];
    const fields = bodyParameters(operation, surface);
    return [{ ...operation, parameters: [...operation.parameters, ...fields] }];
  });
}

/**
 * Gathers once what all checks share: a first answer of every operation for every caller, the objects in those
 * answers, whose they are, and which parameters they fill. Frozen afterwards.
 */
export async function gatherSurvey(options: GatherOptions): Promise<Survey> {
  const { surface, sessions, configs } = options;
  const operations = callable(surface, options.reads);
  const callers: Identity[] = [...sessions.identities(), anonymous];
  const baselines = await firstAnswers(options, operations, callers);
  learnSelves(baselines, operations, sessions);

  const identities = sessions.identities();
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const isOffered = offerable(operations);
  const produced = baselines.flatMap((baseline) => {
    const operation = byId.get(baseline.operation);
    return operation === undefined ? [] : producedBy(baseline.exchange, operation, operations).filter(isOffered);
  });
  produced.unshift(...madeIds(options.made ?? [], surface, operations).filter(isOffered));
  produced.push(...identities.flatMap(ownIds), ...specExamples(operations, identities));
  produced.push(...signInIds(sessions, operations).filter(isOffered));
  const registered = new Set(options.accounts?.map(({ identity }) => identity));
  const found = await findObjects({
    operations,
    surface,
    identities,
    configs,
    produced,
    baselines,
    sessions,
    registered,
  });
  const all = [...baselines, ...found.baselines];
  return Object.freeze({
    surface,
    identities,
    baselines: all,
    objects: found.objects,
    items: listedItems(all, byId, identities),
    tokens: tokenFacts(identities, sessions),
    made: options.made ?? [],
    accounts: options.accounts ?? [],
    policy: options.policy ?? null,
  });
}

/** What a scan knows that ended before its survey did. */
export function emptySurvey(surface: Surface): Survey {
  return {
    surface,
    identities: [],
    baselines: [],
    objects: [],
    items: [],
    tokens: [],
    made: [],
    accounts: [],
    policy: null,
  };
}

async function firstAnswers(
  options: GatherOptions,
  operations: readonly Operation[],
  callers: readonly Identity[],
): Promise<Baseline[]> {
  const free = operations.filter((operation) => identifiersOf(operation).length === 0);
  const calls = free.flatMap((operation) => {
    const request = requestOf(operation, {}, options.surface);
    return request === undefined ? [] : callers.map((caller) => ({ operation, caller, request }));
  });
  let done = 0;
  const answers = await concurrently(calls, parallel, async ({ operation, caller, request }) => {
    const exchange = await unlessOver(options.sessions.send(request, caller, 'baseline'));
    options.onProgress?.(++done, calls.length);
    return exchange === undefined
      ? []
      : [{ operation: operation.id, identity: caller.name, values: {}, request, exchange }];
  });
  return answers.flat();
}

/** A `/me` whose answer differs from caller to caller says who each caller is. */
function learnSelves(baselines: readonly Baseline[], operations: readonly Operation[], sessions: Sessions): void {
  const selves = operations.filter((operation) => selfPath.test(operation.path));
  for (const operation of selves) {
    for (const { identity, exchange } of baselines.filter((entry) => entry.operation === operation.id)) {
      const json = isSuccess(exchange) ? jsonOf(exchange) : undefined;
      if (json !== undefined && identity !== anonymous.name) sessions.learn(identity, describeSelf(json));
    }
  }
}

/** The ids that the description itself gives as examples. Whose they are is for the answers to say. */
function specExamples(operations: readonly Operation[], identities: readonly Identity[]): Produced[] {
  return operations.flatMap((operation) =>
    identifiersOf(operation).flatMap((parameter) => {
      const values = parameter.examples.filter((value) => typeof value === 'string' || typeof value === 'number');
      const resource = resourceOfParameter(operation.path, parameter.name) || resourceOf(operation.path);
      return values.slice(0, 2).flatMap((value) =>
        identities.map((identity) => ({
          identity: identity.name,
          operation: '',
          producer: 'example' as const,
          field: parameter.name,
          value: String(value),
          resource,
          record: `example/${operation.id}`,
          depth: 0,
        })),
      );
    }),
  );
}

/** Ids that only a login or a token gives away: `{"token": …, "walletId": "w-71"}`. */
function signInIds(sessions: Sessions, operations: readonly Operation[]): Produced[] {
  const answers = sessions.logins().flatMap((exchange) => {
    const path = new URL(exchange.request.url).pathname;
    // Read as an answer about the caller: a login creates nothing, and its body holds a password.
    const asRead = { ...exchange, request: { ...exchange.request, method: 'GET' } };
    return producedBy(asRead, { ...signIn, path }, operations);
  });
  const claims = tokenFacts(sessions.identities(), sessions).flatMap((fact) =>
    Object.entries(fact.claims).flatMap(([field, value]): Produced[] =>
      typeof value === 'string' || typeof value === 'number'
        ? [{ ...claimed, identity: fact.identity, field, value: String(value), record: `claims/${fact.identity}` }]
        : [],
    ),
  );
  return [...answers.map((entry) => ({ ...entry, operation: '', producer: 'self' as const })), ...claims];
}

const signIn: Operation = {
  id: '',
  method: 'GET',
  path: '',
  parameters: [],
  responses: [],
  security: null,
  tags: [],
  deprecated: false,
  source: 'openapi',
};
const claimed = { operation: '', producer: 'self' as const, resource: '', depth: 1 };

function tokenFacts(identities: readonly Identity[], sessions: Sessions): TokenFact[] {
  return identities.flatMap((identity): TokenFact[] => {
    const { bearer, cookies } = sessions.credential(identity);
    const nothing = { identity: identity.name, header: {}, claims: {} };
    const facts: TokenFact[] = Object.keys(cookies).length > 0 ? [{ ...nothing, kind: 'cookie' }] : [];
    const inBearer = bearer === undefined ? undefined : jwtParts(bearer);
    // A session may be a token, too, whose header says how it is signed.
    const inCookies = Object.values(cookies).flatMap((value) => jwtParts(value) ?? []);
    const parts = inBearer ?? inCookies.find(({ header }) => Object.hasOwn(header, 'alg'));
    if (parts !== undefined) return [...facts, { ...nothing, kind: 'jwt', ...parts }];
    return bearer === undefined ? facts : [...facts, { ...nothing, kind: 'opaque' }];
  });
}
