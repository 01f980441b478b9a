import {
  type Exchange,
  type Identity,
  isJsonObject,
  isSuccess,
  type Json,
  type JsonObject,
  jsonOf,
  leavesOf,
  type Operation,
  type Surface,
} from '@middlebrick/model';
import { complaintsIn } from '../../generate/complaints.ts';
import { type Demands, noDemands } from '../../generate/demands.ts';
import { fillBody } from '../../generate/fill-body.ts';
import type { Sessions } from '../../identities/sessions.ts';
import { requestOf } from '../../surface/index.ts';
import type { Values } from '../../survey/survey.ts';
import { type FilledBody, type MadeObject, UnsafeWrite } from '../contract.ts';
import { type Binder, nameOf } from './binder.ts';
import { alternativesOf, schemaOf } from './body-schema.ts';
import { idsInList, idsOfCreation, saysFailure } from './creation.ts';
import { isIdField, type Ledger, type OwnId } from './ledger.ts';
import type { Maker, Makers } from './makers.ts';
import type { OwnSubjects } from './own-subjects.ts';
import { firstRecipe, nextRecipe, type Recipe } from './recipe.ts';
import { isReferenceName, resourceMadeAt } from './resource-names.ts';
import type { Safety } from './safety.ts';
import type { SurfaceMap } from './surface-map.ts';
import { type Uniques, uuidOf } from './unique.ts';
import { valuesOf, writeRequest } from './write-request.ts';

export interface MakingOptions {
  sessions: Sessions;
  surface: Surface;
  map: SurfaceMap;
  makers: Makers;
  binder: Binder;
  ledger: Ledger;
  safety: Safety;
  subjects: OwnSubjects;
  unique: Uniques;
}

/** How objects come to be. */
export interface Making {
  /**
   * Makes one object; a refusal is read, learnt from and answered, at most `tries` requests in all.
   * @returns a sentence why not
   */
  make(maker: Maker, as: Identity, given: Values, tries: number): Promise<MadeObject | string>;
  fill(
    operation: Operation,
    as: Identity,
    options?: { values?: Values; base?: JsonObject; demands?: Demands },
  ): FilledBody | undefined;
  /** Writes down what a request made, if it did. */
  record(operation: Operation, as: Identity, sent: Sent, exchange: Exchange): Promise<MadeObject | undefined>;
}

/** What was sent to make something. */
export interface Sent {
  request: MadeObject['request'];
  values: Values;
  filled?: FilledBody;
}

export function createMaking(options: MakingOptions): Making {
  const { sessions, surface, map, makers, binder, ledger, safety, subjects, unique } = options;
  const recipes = new Map<string, Recipe>();

  /** Data that looks like an id, such as a telephone number, is remembered as made up. */
  const allowMadeUp = (operation: Operation, filled: FilledBody, known: ReadonlySet<string>): void => {
    for (const { key, value } of leavesOf(filled.value)) {
      const text = String(value);
      if (!known.has(text)) safety.allowData(operation, key, text);
    }
  };

  const fillWith = (
    operation: Operation,
    recipe: Recipe,
    values: Values,
    base: JsonObject | undefined,
  ): FilledBody | undefined => {
    const { body } = operation;
    if (body === undefined) return undefined;
    const offered = body.examples.find(isJsonObject);
    const schema = body.schema ?? (offered === undefined ? undefined : schemaOf(offered as Json));
    if (schema === undefined && base === undefined) return undefined;
    const chosen = alternativesOf(schema ?? {}, surface)[recipe.alternative] ?? schema ?? {};
    const filled = fillBody(chosen, {
      surface,
      values,
      unique: unique.next,
      fields: recipe.fields,
      demands: recipe.demands,
      ownKeys: makers.of(operation)?.ownKeys ?? [],
      ...(base === undefined ? {} : { base }),
    });
    if (filled === undefined) return undefined;
    const known = new Set([...Object.values(values), ...leavesOf(base ?? {}).map(({ value }) => String(value))]);
    allowMadeUp(operation, filled, known);
    return filled;
  };

  const findInLists = async (maker: Maker, as: Identity, sent: Sent): Promise<OwnId[]> => {
    if (sent.filled === undefined || sent.filled.canaries.length === 0) return [];
    for (const list of maker.around.lists.slice(0, 2)) {
      const request = requestOf(list, sent.values, surface);
      if (request === undefined) continue;
      const exchange = await sessions.send(request, as, 'looks for what was made', { fresh: true });
      ledger.note(exchange);
      const ids = idsInList(exchange, maker.resource, sent.filled, unique.isWithin);
      if (ids.length > 0) return ids;
    }
    return [];
  };

  const record: Making['record'] = async (operation, as, sent, exchange) => {
    ledger.note(exchange);
    const maker = makers.of(operation);
    const isNew = maker !== undefined || exchange.response?.status === 201;
    if (!isNew || !isSuccess(exchange) || saysFailure(jsonOf(exchange))) return undefined;
    const told = idsOfCreation(exchange, operation, surface.operations, unique.isWithin);
    const ids = told.filter((id) => !ledger.knows(id));
    // An id that is known already is that of something that was changed, or found.
    if (told.some((id) => isIdField(id.field, id.resource) && ledger.knows(id))) return undefined;
    const key = maker?.key === undefined ? [] : keyOf(maker, sent.values);
    if (key.length === 0 && !isCertain(sent, exchange, subjects.isOwn(as))) return undefined;
    if (key.some(ledger.knows)) return undefined;
    const all = [...key, ...ids];
    const found = all.length > 0 || maker === undefined ? all : await findInLists(maker, as, sent);
    if (found.length === 0) return undefined;
    const object = objectOf(operation, as, { ...sent, values: identifying(sent.values, operation, map) }, exchange);
    ledger.add(object, found);
    return object;
  };

  /** What makes something mostly takes the same fields as what updates it. */
  const demandsOfKind = ({ path }: Operation): Demands => {
    const makersOfKind = makers.all.filter(({ resource }) => resource === resourceMadeAt(path));
    const known = makersOfKind.flatMap(({ operation }) => recipes.get(operation.id) ?? []);
    return known[0]?.demands ?? noDemands;
  };

  /** A key of the client's choice. */
  const newKey = ({ key, isKeyUuid }: Maker): [string, string][] => {
    if (key === undefined) return [];
    const text = unique.next();
    const value = isKeyUuid ? uuidOf(text) : text;
    safety.allowNothing(value);
    return [[key, value]];
  };

  const attempt = async (
    maker: Maker,
    as: Identity,
    given: Values,
    recipe: Recipe,
  ): Promise<{ made?: MadeObject; exchange?: Exchange; filled?: FilledBody; reason: string }> => {
    const { operation } = maker;
    const bound = binder.forMaker(maker, as, given, recipe.choice);
    if ('missing' in bound)
      return { reason: `${operation.id} needs ${bound.missing}, and ${as.name} has none of its own` };
    const values = valuesOf([...newKey(maker), ...Object.entries(bound.values)]);
    const filled = fillWith(operation, recipe, values, undefined);
    if (filled === undefined && operation.body?.required === true)
      return { reason: `no legal body is found for ${operation.id}` };
    const request = writeRequest(
      { operation, values, ...(filled === undefined ? {} : { body: filled.value }) },
      surface,
    );
    if (request === undefined) return { reason: `${operation.id} has a parameter that cannot be filled in` };
    const unsafe = whyUnsafe(() => safety.assertSafe(operation, request, as));
    if (unsafe !== undefined) return { reason: unsafe };
    const exchange = await sessions.send(request, as, 'makes an object');
    const sent: Sent = {
      request,
      values,
      ...(filled === undefined ? {} : { filled }),
    };
    const made = await record(operation, as, sent, exchange);
    if (made !== undefined) return { made, exchange, reason: '' };
    const reason = isSuccess(exchange)
      ? `${operation.id} answers ${exchange.response?.status} and gives no id of anything new`
      : refusal(operation, as, exchange, filled);
    return { exchange, reason, ...(filled === undefined ? {} : { filled }) };
  };

  return {
    record,
    fill: (operation, as, { values = {}, base, demands } = {}) => {
      const recipe = recipes.get(operation.id) ?? { ...firstRecipe, demands: demandsOfKind(operation) };
      const bound = binder.forBody(operation, as, recipe.choice);
      const known = demands === undefined ? recipe : { ...recipe, demands };
      const all = valuesOf([...Object.entries(bound), ...Object.entries(values)]);
      return fillWith(operation, known, all, base) ?? fillWith(operation, { ...known, fields: 'required' }, all, base);
    },
    make: async (maker, as, given, tries) => {
      const { id } = maker.operation;
      let recipe: Recipe | undefined = recipes.get(id) ?? firstRecipe;
      let reason = '';
      for (let count = 0; count < tries && recipe !== undefined; count++) {
        const result = await attempt(maker, as, given, recipe);
        if (result.made !== undefined) {
          recipes.set(id, recipe);
          return result.made;
        }
        reason = result.reason;
        recipe = nextRecipe(recipe, maker, surface, result);
      }
      return reason;
    },
  };
}

/** What speaks against a request; nothing when it may be sent. */
function whyUnsafe(assert: () => void): string | undefined {
  try {
    assert();
    return undefined;
  } catch (error) {
    if (error instanceof UnsafeWrite) return error.message;
    throw error;
  }
}

function refusal(operation: Operation, as: Identity, exchange: Exchange, filled: FilledBody | undefined): string {
  const { response, failure } = exchange;
  if (response === null) return `${operation.id} was not answered: ${failure?.message ?? 'no answer came'}`;
  const [complaint] = complaintsIn(exchange, filled?.value);
  return `${operation.id} answers ${response.status} to ${as.name}${complaint === undefined ? '' : `: ${complaint.text}`}`;
}

/**
 * Whether something new was made. A success that answers with an id could be the one that was there before; what was
 * sent must hold something unique, or the status must say that something was created, unless all that the caller has is
 * the scan's own.
 */
function isCertain({ filled }: Sent, { response }: Exchange, isOwn: boolean): boolean {
  if (isOwn || response?.status === 201) return true;
  return (filled?.canaries.length ?? 0) > 0;
}

function keyOf({ key = '', resource }: Maker, values: Values): OwnId[] {
  const value = values[key];
  return value === undefined ? [] : [{ field: key, resource, value }];
}

/** What is known of something made. Frozen, since the removal relies on it. */
export function objectOf(
  operation: Operation,
  as: Identity,
  { request, values, filled }: Sent,
  exchange: Exchange,
): MadeObject {
  return Object.freeze({
    operation: operation.id,
    resource: resourceMadeAt(operation.path),
    owner: nameOf(as),
    values: Object.freeze({ ...values }),
    ...(filled === undefined ? {} : { body: filled.value }),
    canaries: Object.freeze((filled?.canaries ?? []).map(({ value }) => value)),
    request,
    exchange,
  });
}

/** The values that name something: those of the path and those that the body refers by. Others were never sent. */
function identifying(values: Values, operation: Operation, map: SurfaceMap): Values {
  const names = new Set(operation.parameters.map(({ name }) => name));
  const fields = new Set(map.bodyFields(operation).map(({ name }) => name));
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name]) =>
        names.has(name) ||
        operation.path.includes(`{${name}}`) ||
        (fields.has(name) && isReferenceName(name, map.isResource)),
    ),
  );
}
