import { setTimeout } from 'node:timers/promises';
import type { HttpClient } from '@middlebrick/http';
import {
  type Exchange,
  type Identity,
  isJsonObject,
  isSafe,
  isSuccess,
  type JsonObject,
  jsonOf,
  leavesOf,
  type Operation,
  operationId,
  pathParameters,
  type RequestSpec,
  type Surface,
} from '@middlebrick/model';
import type { Sessions } from '../identities/sessions.ts';
import { lookalike } from '../lookalike.ts';
import { isScanOver } from '../scan-over.ts';
import { resourceOfParameter } from '../survey/naming.ts';
import type { Values } from '../survey/survey.ts';
import {
  type ActiveTools,
  type FilledBody,
  type MadeObject,
  UnsafeWrite,
  type Users,
  type Workshop,
  type WritePlan,
} from './contract.ts';
import { settlingPauses } from './settling.ts';
import { newPassword } from './users/account-values.ts';
import { createBinder, nameOf, type OwnPlaces } from './workshop/binder.ts';
import { saysFailure } from './workshop/creation.ts';
import { type OwnId, openLedger } from './workshop/ledger.ts';
import { findMakers, inOrderOfNeed } from './workshop/makers.ts';
import { createMaking, objectOf } from './workshop/making.ts';
import { ownSubjects } from './workshop/own-subjects.ts';
import { createRemoval } from './workshop/removal.ts';
import { createSafety } from './workshop/safety.ts';
import { mapSurface } from './workshop/surface-map.ts';
import { uniques } from './workshop/unique.ts';
import { writeRequest } from './workshop/write-request.ts';

export interface WorkshopOptions {
  client: HttpClient;
  sessions: Sessions;
  surface: Surface;
  users: Users;
  seed: number;
  /** Makes names and texts of this scan its own. */
  nonce: string;
  /** Ids that the user gave as belonging to an identity: places where it may make something. */
  owns?: OwnPlaces;
  /** How long an accepted write may take to show, in milliseconds. */
  settleMs?: number | undefined;
}

/** Operations by which objects are made before the survey, and requests that one of them may take. */
const mostMakers = 40;
const mostTries = 4;
/** The same for objects that are made later on. */
const triesLater = 2;

/** Makes, changes and removes objects of the scan's own, and nothing else. */
export function openWorkshop(options: WorkshopOptions): Workshop {
  const { client, sessions, surface, users, nonce } = options;
  let passwords = 0;
  const byId = new Map(surface.operations.map((operation) => [operation.id, operation]));
  /** An operation by its id; for one that the surface does not know, another of the same path. */
  const operationOf = (id: string): Operation | undefined =>
    byId.get(id) ?? surface.operations.find(({ path }) => id.slice(id.indexOf(' ') + 1) === path);
  const unique = uniques(nonce);
  const map = mapSurface(surface);
  const ledger = openLedger(unique.isWithin);
  const subjects = ownSubjects(sessions, users, surface);
  const registrations = new Set(users.accounts().map(({ register }) => register));
  const makers = findMakers(surface, map, registrations);
  const owns: OwnPlaces = options.owns ?? (() => []);
  const safety = createSafety({
    map,
    ledger,
    subjects,
    owns,
    isMaker: (operation) => makers.of(operation) !== undefined,
    isOneOfOurs: (text) => unique.isWithin(text) || (nonce.length >= 6 && text.includes(nonce)),
  });
  const binder = createBinder({ map, ledger, makers, subjects, operationOf, owns });
  const making = createMaking({ sessions, surface, map, makers, binder, ledger, safety, subjects, unique });
  const pause = (milliseconds: number): Promise<void> => pauseUnlessOver(milliseconds, client);
  /** Why somebody could not make anything, by the id of the operation. */
  const reasons = new Map<string, string>();
  const pauses = settlingPauses(options.settleMs);
  const removal = createRemoval({ sessions, surface, ledger, makers, binder, subjects, operationOf, pause, pauses });

  const welcomed = (identity: Identity | undefined): Identity | undefined => {
    if (identity !== undefined) subjects.welcome(identity);
    return identity;
  };

  const made = (): MadeObject[] => ledger.entries().flatMap(({ object, isDoubtful }) => (isDoubtful ? [] : [object]));

  /** As the surface has it: what a check says of an operation must not decide what is safe. */
  const trusted = ({ id, method, path }: Operation): Operation | undefined => {
    const known = byId.get(id);
    if (known !== undefined) return known;
    const sibling = surface.operations.find((other) => other.path === path && path.includes('{'));
    if (sibling === undefined) return undefined;
    const { body: _, ...rest } = sibling;
    const parameters = sibling.parameters.filter((parameter) => parameter.in === 'path');
    return { ...rest, id: operationId(method, path), method, parameters };
  };

  const request = (plan: WritePlan): RequestSpec | undefined => {
    const operation = trusted(plan.operation);
    return operation === undefined ? undefined : writeRequest({ ...plan, operation }, surface);
  };

  const write: ActiveTools['write'] = async (plan, as, purpose) => {
    const operation = trusted(plan.operation);
    const concrete = request(plan);
    if (operation === undefined || concrete === undefined)
      throw new UnsafeWrite(`${plan.operation.id} cannot be filled in, so nobody knows what it would change`);
    safety.assertSafe(operation, concrete, as, plan.headers);
    const exchange = await sessions.send(concrete, as, purpose, { fresh: true });
    if (operation.method === 'DELETE' && isSuccess(exchange)) noteDeletion(operation, plan.values);
    if (!isSafe(operation.method)) await noteEffect(operation, plan, concrete, as, exchange);
    return exchange;
  };

  /** Under a name that only another caller used until now, a write may have made a second thing: each its own. */
  const isAnothers = (id: OwnId, as: Identity): boolean => {
    const namesakes = ledger.entries().filter(({ ids }) => ids.some(({ value }) => value === id.value));
    return namesakes.length > 0 && namesakes.every(({ object }) => object.owner !== nameOf(as));
  };

  /** What an accepted deletion named: whether it is gone is seen at the end. */
  const noteDeletion = ({ path }: Operation, values: WritePlan['values']): void => {
    const field = pathParameters(path).at(-1) ?? '';
    const id = path.replace(/\/$/, '').endsWith(`{${field}}`) ? values[field] : undefined;
    const reference = { field, resource: resourceOfParameter(path, field), value: id ?? '' };
    for (const entry of ledger.entries()) {
      if (entry.ids.some((own) => own.value === id && ledger.owns(reference))) entry.isDeleted = true;
    }
  };

  /** What a write made, or may have made where it named nothing: an update of what does not exist can create it. */
  const noteEffect = async (
    operation: Operation,
    plan: WritePlan,
    concrete: RequestSpec,
    as: Identity,
    exchange: Exchange,
  ): Promise<void> => {
    const { body } = plan;
    const filled = isJsonObject(body) ? { value: body, canaries: canariesIn(body, unique.isWithin) } : undefined;
    const sent = { request: concrete, values: plan.values, ...(filled === undefined ? {} : { filled }) };
    if (operation.method === 'POST' || operation.method === 'PUT') {
      if ((await making.record(operation, as, sent, exchange)) !== undefined) return;
    }
    const id = isSuccess(exchange) ? idOfUpdated(operation, plan.values) : undefined;
    if (id === undefined || saysFailure(jsonOf(exchange)) || subjects.all().has(id.value)) return;
    if (ledger.owns(id) && !(operation.method === 'PUT' && isAnothers(id, as))) return;
    ledger.add(objectOf(operation, as, sent, exchange), [id], exchange.response?.status !== 201);
  };

  return {
    tools: {
      get accounts() {
        return users.accounts();
      },
      made,
      make: (operation, as, values = {}) => {
        const maker = makers.of(operation);
        return maker === undefined
          ? Promise.resolve(makers.whyNot(operation))
          : making.make(maker, as, values, triesLater);
      },
      makers: () => makers.all.map(({ operation }) => operation),
      valuesFor: (operation, object) =>
        binder.forObject(
          byId.get(operation.id) ?? operation,
          object,
          sessions.reported().find(({ name }) => name === object.owner),
        ),
      fill: (operation, as, choices) => making.fill(byId.get(operation.id) ?? operation, as, choices),
      request,
      write,
      lookalike: (value) => {
        const alike = lookalike(value, options.seed);
        safety.allowNothing(alike);
        return alike;
      },
      unique: unique.next,
      signIn: users.signIn,
      signOut: async (operation, as) => {
        const known = trusted(operation);
        const concrete = request({ operation, values: {} });
        if (known === undefined || concrete === undefined) return undefined;
        // The copy of a session, made to outlive it, ends that session and no other.
        const session = subjects.callers().find(({ name }) => name === as.derivedFrom) ?? as;
        if (!subjects.isOwn(session)) throw new UnsafeWrite(`${as.name} is not the scan's own to be signed out`);
        safety.assertSafe(known, concrete, session);
        return sessions.send(concrete, as, 'signs out', { fresh: true });
      },
      anotherSession: async (account, name) => welcomed(await users.anotherSession(account, name)),
      register: async (change) => {
        const registered = await users.register(change);
        welcomed(registered?.identity);
        return registered;
      },
      password: () => {
        // A variable for each, so that a replay tells them apart.
        const password = newPassword(`spare${++passwords}`, {});
        client.redactor.add(password);
        // In `PUT /users/{id}/password` it stands in a field that is called like a resource, and names nothing.
        safety.allowNothing(password.reveal());
        return password.reveal();
      },
      pause,
      pauses,
    },
    makeFirst: async () => {
      try {
        await subjects.ask();
        for (const maker of inOrderOfNeed(makers.all).slice(0, mostMakers)) {
          for (const identity of sessions.identities()) {
            const result = await making.make(maker, identity, {}, mostTries);
            const { id } = maker.operation;
            if (typeof result === 'string' && !reasons.has(id)) reasons.set(id, client.redactor.redact(result));
          }
        }
      } catch (error) {
        // What was made until now has to be removed all the same.
        if (!isScanOver(error)) throw error;
      }
      return made();
    },
    notMade: () => {
      const makes = new Set(made().map(({ operation }) => operation));
      return [...reasons].flatMap(([operation, reason]) => (makes.has(operation) ? [] : [{ operation, reason }]));
    },
    names: () => ledger.entries().flatMap(({ ids }) => ids.map(({ value }) => value)),
    keep: removal.keepAll,
    cleanUp: removal.removeAll,
    recheck: removal.recheck,
  };
}

/** Free texts of a body that a check wrote, as far as they hold a text of the scan's own. */
function canariesIn(body: JsonObject, isOneOfOurs: (text: string) => boolean): FilledBody['canaries'] {
  return leavesOf(body).flatMap(({ path, value }) =>
    typeof value === 'string' && isOneOfOurs(value) ? [{ path, value }] : [],
  );
}

/** What an update is of, as its path names it. */
function idOfUpdated({ method, path }: Operation, values: Values): OwnId | undefined {
  const field = pathParameters(path).at(-1);
  if ((method !== 'PUT' && method !== 'PATCH') || field === undefined) return undefined;
  const value = path.replace(/\/$/, '').endsWith(`{${field}}`) ? values[field] : undefined;
  return value === undefined ? undefined : { field, resource: resourceOfParameter(path, field), value };
}

/** Longest stretch of a pause after which it is seen whether the scan is over, in milliseconds. */
const stretch = 100;

async function pauseUnlessOver(milliseconds: number, client: HttpClient): Promise<void> {
  for (let left = milliseconds; left > 0 && client.stopReason() === undefined; left -= stretch) {
    await setTimeout(Math.min(left, stretch));
  }
}
