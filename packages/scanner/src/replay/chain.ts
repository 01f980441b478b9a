import { type Exchange, isSafe, type ReplayStep } from '@middlebrick/model';
import type { PrivateValue, ProofEntry } from '../define-check.ts';
import type { OwnFacts } from './facts.ts';
import { MissingLink, type Need, type Planned, type Planner } from './plan.ts';

type RequestStep = Extract<ReplayStep, { kind: 'request' }>;

/** A replay in steps, and the variables that have to be set before. */
export interface Chain {
  steps: readonly ReplayStep[];
  variables: readonly string[];
}

/** The proof of a finding, and which of its requests is the attack. */
export interface Attack {
  proof: readonly ProofEntry[];
  chosen: ProofEntry;
  values: readonly PrivateValue[];
}

/** Objects of the scan's own that are made besides those that a request names. */
const mostExtras = 3;

/**
 * Everything from the registration of the users to the reading that shows the effect.
 * @returns `undefined` when nothing of the attack is the scan's own
 * @throws MissingLink
 */
export function chainOf(attack: Attack, own: OwnFacts, planner: Planner): Chain | undefined {
  const entries = attackOf(attack);
  const order = new Map(own.exchanges.map((exchange, index) => [exchange, index]));
  const requests = new Set(entries.map(({ exchange }) => sameAs(exchange, own)));
  const before = new Set<Exchange>();
  for (const { exchange } of entries) {
    const needed = neededFor([sameAs(exchange, own)], planner);
    // What needs a request of the attack itself, such as the login of the user that it registers, comes after it.
    if (![...needed].some((one) => requests.has(one))) for (const one of needed) before.add(one);
  }
  for (const extra of extrasOf(attack, own, requests)) {
    for (const one of [extra, ...neededFor([extra], planner)]) before.add(one);
  }
  const builder = openBuilder(planner);
  for (const exchange of [...before].toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)))
    builder.add(exchange);
  for (const entry of entries) builder.show(sameAs(entry.exchange, own), entry.label, showsHeaders(entry, attack));
  const { steps, variables } = builder.built();
  return steps.length === entries.length ? undefined : { steps, variables };
}

/** Whether what is to be seen may stand in the headers: nothing of the body is named. */
export function showsHeaders({ role, shows = [] }: ProofEntry, { values }: Pick<Attack, 'values'>): boolean {
  return role === 'observed' && shows.length === 0 && values.length === 0;
}

/** The attack with the writes before it and the readings of its effect. */
function attackOf({ proof, chosen }: Attack): ProofEntry[] {
  const index = proof.indexOf(chosen);
  const writes = proof
    .slice(0, index)
    .filter(({ role, exchange }) => role === 'write' && !isSafe(exchange.request.method));
  return [...writes, chosen, ...proof.slice(index + 1).filter(({ role }) => role === 'after')];
}

/** The recorded exchange for one that went through a file in between. */
function sameAs(exchange: Exchange, { exchanges }: OwnFacts): Exchange {
  return exchanges.find(({ id }) => id === exchange.id) ?? exchange;
}

/** Every exchange that has to come before these. */
function neededFor(exchanges: readonly Exchange[], planner: Planner): Set<Exchange> {
  const found = new Set<Exchange>();
  const visit = (exchange: Exchange): void => {
    for (const needed of planner.plan(exchange).needs.flatMap(exchangesOf)) {
      if (found.has(needed)) continue;
      found.add(needed);
      visit(needed);
    }
  };
  for (const exchange of exchanges) visit(exchange);
  return found;
}

function exchangesOf(need: Need): Exchange[] {
  if (need.kind === 'taken') return [need.source.exchange];
  if (need.kind === 'after') return [need.exchange];
  return need.kind === 'made' ? need.needs.flatMap(exchangesOf) : [];
}

/** The writes that made what the answers show: a list is empty for users who have just registered. */
function extrasOf({ proof, chosen, values }: Attack, own: OwnFacts, requests: ReadonlySet<Exchange>): Exchange[] {
  if (own.nonce === '') return [];
  const shape = new RegExp(`mb[0-9a-z]{3,6}${own.nonce.replace(/[^0-9a-z]/gi, '')}`, 'gi');
  const textsIn = (text: string): string[] => [...text.matchAll(shape)].map(([match]) => match);
  const sent = new Set([...requests].flatMap(({ request }) => textsIn(`${request.url} ${request.body ?? ''}`)));
  const shown = attackOf({ proof, chosen, values }).flatMap(({ exchange }) => textsIn(exchange.response?.body ?? ''));
  const told = values.flatMap(({ value }) => textsIn(value));
  const wanted = (told.length > 0 ? told : shown).filter((text) => !sent.has(text));
  const makers = wanted.flatMap((text) => {
    const maker = own.exchanges.find(
      ({ request, purpose }) => purpose !== 'registration' && request.method !== 'GET' && request.body?.includes(text),
    );
    return maker === undefined || requests.has(maker) ? [] : [maker];
  });
  return [...new Set(makers)].slice(0, mostExtras);
}

function openBuilder(planner: Planner) {
  const fresh: ReplayStep[] = [];
  const steps: ReplayStep[] = [];
  const requests = new Map<Exchange, RequestStep>();
  const known = new Set<string>();
  const given = new Set<string>();

  const meet = (need: Need): void => {
    switch (need.kind) {
      case 'given':
        given.add(need.variable);
        return;
      case 'after':
        add(need.exchange);
        return;
      case 'fresh':
        if (!known.has(need.step.variable)) fresh.push(need.step);
        known.add(need.step.variable);
        return;
      case 'made':
        for (const inner of need.needs) meet(inner);
        if (!known.has(need.step.variable)) steps.push(need.step);
        known.add(need.step.variable);
        return;
      case 'taken': {
        const step = add(need.source.exchange);
        if (!known.has(need.variable)) step.takes.push({ variable: need.variable, ...need.source.place });
        known.add(need.variable);
      }
    }
  };

  const under = new Set<Exchange>();
  const put = (planned: Planned, about: Pick<RequestStep, 'label' | 'isShown' | 'withHeaders'>): RequestStep => {
    const { exchange, request, needs } = planned;
    if (under.has(exchange)) throw new MissingLink('one value of the chain can only be learnt by means of itself');
    under.add(exchange);
    for (const need of needs) meet(need);
    under.delete(exchange);
    const step: RequestStep = { kind: 'request', identity: exchange.identity, request, takes: [], ...about };
    steps.push(step);
    return step;
  };

  const add = (exchange: Exchange): RequestStep => {
    const known = requests.get(exchange);
    if (known !== undefined) return known;
    const step = put(planner.plan(exchange), { label: labelOf(exchange), isShown: false, withHeaders: false });
    requests.set(exchange, step);
    return step;
  };

  return {
    add,
    show: (exchange: Exchange, label: string, withHeaders: boolean): void => {
      requests.set(exchange, put(planner.plan(exchange), { label, isShown: true, withHeaders }));
    },
    built: (): Chain => ({ steps: [...fresh.toSorted(byUse), ...steps], variables: [...given] }),
  };
}

function byUse(a: ReplayStep, b: ReplayStep): number {
  const rank = (step: ReplayStep): number => Number(step.kind === 'fresh' && step.use === 'password');
  return rank(a) - rank(b);
}

function labelOf({ identity, purpose, request }: Exchange): string {
  if (purpose === 'registration') return `${identity} registers`;
  if (purpose === 'login') return `${identity} signs in`;
  return isSafe(request.method) ? `${identity} reads` : `${identity} makes something`;
}
