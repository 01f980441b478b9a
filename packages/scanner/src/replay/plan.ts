import { cookieVariable } from '@middlebrick/http';
import { type Exchange, jsonOf, type Operation, parseJson, type ReplayStep, variableName } from '@middlebrick/model';
import type { OwnUserFacts } from '../active/contract.ts';
import { isIdField } from '../active/workshop/ledger.ts';
import { encodingOf, textIn } from './encoded-value.ts';
import type { OwnFacts } from './facts.ts';
import { placesIn } from './json-place.ts';
import { forgedBy } from './recipe.ts';
import { familyOf, type Source, sourceOfCredential, sourceOfId } from './sources.ts';
import { type Spot, templated } from './templated.ts';

/** What is known of a scan's own users and objects, looked through once for all findings. */
export interface OwnIndex {
  own: OwnFacts;
  /** Empty when it is too short to be told from other text. */
  nonce: string;
  users: ReadonlyMap<string, OwnUserFacts>;
  /** Values that name users and objects. */
  names: ReadonlySet<string>;
  /** Texts that the scan itself chose. */
  chosen: ReadonlySet<string>;
}

export function indexOf(own: OwnFacts): OwnIndex {
  const nonce = own.nonce.length >= shortestNonce ? own.nonce : '';
  const users = new Map(own.users.map((user) => [user.identity, user]));
  const names = new Set([...own.names, ...idsOfAccounts(own.exchanges, users)]);
  return { own, nonce, users, names, chosen: chosenTexts(own.exchanges, nonce) };
}

/** What a plan is made from. */
export interface PlanOptions {
  index: OwnIndex;
  operations: readonly Operation[];
  /** Whether a variable stands for a secret of the scan. */
  knows(variable: string): boolean;
  /** How a derived credential is made again, by the name of its identity. */
  recipeOf(identity: string): string | undefined;
}

/** A request with its variables, and what must be known before it is sent. */
export interface Planned {
  exchange: Exchange;
  request: Exchange['request'];
  needs: readonly Need[];
}

/** What a request needs. */
export type Need =
  | { kind: 'fresh'; step: Extract<ReplayStep, { kind: 'fresh' }> }
  | { kind: 'taken'; variable: string; source: Source }
  | { kind: 'made'; step: Extract<ReplayStep, { kind: 'encoded' | 'forged' }>; needs: readonly Need[] }
  /** Must have been sent before, whatever its answer. */
  | { kind: 'after'; exchange: Exchange }
  /** A variable that whoever repeats it has to set. */
  | { kind: 'given'; variable: string };

/** A link of the chain that cannot be derived: a sentence without its full stop. */
export class MissingLink extends Error {
  override readonly name = 'MissingLink';
}

/** The word that is new in every run; stands where the nonce of the scan stood. */
export const runVariable = 'RUN_ID';
/** Shorter ones could stand in a text by chance. */
const shortestNonce = 6;
const usualPassword = 24;

export interface Planner {
  /** @throws MissingLink */
  plan(exchange: Exchange): Planned;
  isOwn(identity: string): boolean;
}

/** Finds out what the requests of one finding need; the same variable stands for the same value in all of them. */
export function openPlanner({ index, operations, knows, recipeOf }: PlanOptions): Planner {
  const { own, nonce, users, names, chosen } = index;
  const { exchanges } = own;
  const variables = new Map<string, string>();
  const planned = new Map<Exchange, Planned>();

  const isOwn = (identity: string): boolean => users.has(familyOf(identity).at(-1) as string);

  const named = (key: string, wanted: string): string => {
    const known = variables.get(key);
    if (known !== undefined) return known;
    const taken = new Set(variables.values());
    let name = wanted;
    for (let count = 2; taken.has(name); count++) name = `${wanted}_${count}`;
    variables.set(key, name);
    return name;
  };

  const registrationOf = (identity: string): Exchange | undefined => {
    const base = familyOf(identity).at(-1);
    return exchanges.findLast((exchange) => exchange.identity === base && exchange.purpose === 'registration');
  };

  const passwordNeed = (variable: string): Need => {
    const user = own.users.find(({ identity }) => variableName(identity, 'PASSWORD') === variable);
    const { length, isPlain } = user?.password ?? { length: usualPassword, isPlain: false };
    return { kind: 'fresh', step: { kind: 'fresh', variable, use: 'password', length, isPlain } };
  };

  const runNeed: Need = {
    kind: 'fresh',
    step: { kind: 'fresh', variable: runVariable, use: 'name', length: nonce.length, isPlain: true },
  };

  const idNeed = (spot: Spot, asked: Exchange): Need | undefined => {
    const { value } = spot;
    if (nonce !== '' && value.includes(nonce) && (chosen.has(value) || textsOf(asked).has(value))) return undefined;
    const source = sourceOfId(spot, asked, exchanges, operations, (text) => names.has(text));
    if (source === undefined) return encodedNeed(spot, asked);
    const owner = source.exchange.purpose === 'registration' ? familyOf(source.exchange.identity).at(-1) : undefined;
    const variable = named(`id ${value} of ${source.exchange.id}`, variableOfId(source.place.path.at(-1), spot, owner));
    const taken: Need = { kind: 'taken', variable, source };
    if (!spot.isInUrl || encodeURIComponent(value) === value) return taken;
    const step = { kind: 'encoded', variable: `${variable}_URL`, encoding: 'url', text: `$${variable}` } as const;
    return { kind: 'made', step, needs: [taken] };
  };

  /** A cursor, or what else packs ids of ours into BASE64. */
  const encodedNeed = (spot: Spot, asked: Exchange): Need | undefined => {
    const inner = textIn(spot.value);
    if (inner === undefined) return undefined;
    const { text, needs } = rewritten(inner, asked);
    if (needs.length === 0) return undefined;
    const variable = named(`text ${spot.value}`, `${upper(spot.field, 'PACKED')}_VALUE`);
    return { kind: 'made', step: { kind: 'encoded', variable, encoding: encodingOf(spot.value), text }, needs };
  };

  /** A text of JSON with variables for what is our own. */
  const rewritten = (text: string, asked: Exchange): { text: string; needs: Need[] } => {
    const needs: Need[] = [];
    const request = { method: 'POST', url: 'http://in.body', headers: [], body: text };
    const lookup = (spot: Spot): string | undefined => {
      const need = parseJson(spot.value) === undefined || names.has(spot.value) ? idNeed(spot, asked) : undefined;
      return need === undefined ? undefined : variableOf(needs, need);
    };
    const result = templated(request, operations, lookup, { nonce, variable: runVariable })?.body ?? text;
    if (result.includes(runVariable)) needs.push(runNeed);
    return { text: result, needs };
  };

  const secretNeed = (variable: string, exchange: Exchange): Need[] => {
    const family = familyOf(exchange.identity);
    if (/(?:^|_)PASSWORD$/.test(variable) && !isGivenVariable(variable, users, exchange))
      return [passwordNeed(variable)];
    const recipe = recipeOf(exchange.identity);
    if (recipe !== undefined && variable.startsWith(variableName(exchange.identity, ''))) {
      return [forgedNeed(variable, recipe, exchange)];
    }
    if (!isOwn(exchange.identity) || !family.some((name) => variable.startsWith(variableName(name, '')))) {
      return [{ kind: 'given', variable }];
    }
    const basic = variable.endsWith('_BASIC') ? basicNeed(variable, family.at(-1) as string) : undefined;
    if (basic !== undefined) return [basic];
    const source = sourceOfCredential(exchange.identity, variable, exchanges);
    if (source === undefined) throw new MissingLink(`no recorded answer holds $${variable}`);
    return [{ kind: 'taken', variable, source }];
  };

  /** RFC 7617: name and password, joined by a colon. */
  const basicNeed = (variable: string, identity: string): Need | undefined => {
    const user = users.get(identity);
    const registration = registrationOf(identity);
    if (user === undefined || registration === undefined) return undefined;
    const password = variableName(identity, 'PASSWORD');
    const { text, needs } = rewritten(JSON.stringify([user.username]), registration);
    const name = text.slice(2, -2);
    const step = { kind: 'encoded', variable, encoding: 'base64', text: `${name}:$${password}` } as const;
    return { kind: 'made', step, needs: [...needs, passwordNeed(password), { kind: 'after', exchange: registration }] };
  };

  const forgedNeed = (variable: string, recipe: string, exchange: Exchange): Need => {
    const needs: Need[] = [];
    const text = forgedBy(recipe, {
      variableFor: (value, field) => {
        const need = idNeed({ value, field, resource: 'user', isInUrl: false }, exchange);
        return need === undefined ? undefined : variableOf(needs, need);
      },
      nonce,
      run: runVariable,
    });
    if (text.includes(runVariable)) needs.push(runNeed);
    const parent = { ...exchange, identity: exchange.identity.replace(/\+[^+]*$/s, '') };
    const holders = [...recipe.matchAll(/\$(\w{1,100})/g)].map((match) => match[1] as string);
    needs.push(...holders.flatMap((holder) => secretNeed(holder, parent)));
    return { kind: 'made', step: { kind: 'forged', variable, recipe: text }, needs };
  };

  const build = (exchange: Exchange): Planned => {
    const needs: Need[] = [];
    const { request, identity } = exchange;
    const kept = { ...request, headers: request.headers.filter(([name]) => name.toLowerCase() !== 'accept') };
    const lookup = (spot: Spot): string | undefined => {
      const need = idNeed(spot, exchange);
      if (need !== undefined) return variableOf(needs, need);
      if (spot.isInUrl && names.has(spot.value) && !spot.value.includes(nonce || '\n'))
        throw new MissingLink(`no recorded answer says how ${spot.value.slice(0, 60)} is learnt again`);
      return undefined;
    };
    const result = templated(kept, operations, lookup, { nonce, variable: runVariable });
    if (result === undefined) throw new MissingLink('the request holds characters that no command can carry');
    const text = [result.url, result.body ?? '', ...result.headers.flat()].join('\n');
    if (text.includes(runVariable)) needs.push(runNeed);
    const cookies = new Set(cookieVariables(exchange));
    for (const [, variable = ''] of text.matchAll(/\$\{?([A-Z_][A-Z0-9]{0,60}_[A-Z0-9_]{1,60})/g)) {
      const isDone = needs.some((need) => nameOf(need) === variable);
      if (!isDone && (knows(variable) || cookies.has(variable))) needs.push(...secretNeed(variable, exchange));
    }
    const registration = isOwn(identity) ? registrationOf(identity) : undefined;
    if (registration !== undefined && registration !== exchange && registration.id !== exchange.id)
      needs.unshift({ kind: 'after', exchange: registration });
    return { exchange, request: result, needs };
  };

  return {
    isOwn,
    plan: (exchange) => {
      const known = planned.get(exchange);
      if (known !== undefined) return known;
      const made = build(exchange);
      planned.set(exchange, made);
      return made;
    },
  };
}

/** Keeps a need and gives the variable that meets it. */
function variableOf(needs: Need[], need: Need): string | undefined {
  needs.push(need);
  return nameOf(need);
}

function nameOf(need: Need): string | undefined {
  if (need.kind === 'after') return undefined;
  return need.kind === 'fresh' || need.kind === 'made' ? need.step.variable : need.variable;
}

/** A password that the user of the tool gave: of an identity that is none of the scan's own. */
function isGivenVariable(variable: string, users: ReadonlyMap<string, unknown>, { identity }: Exchange): boolean {
  const base = familyOf(identity).at(-1) as string;
  return !users.has(base) && variable.startsWith(variableName(base, ''));
}

/** Ends in a way that no variable of a shell or of a tool does: the target chooses the names of fields. */
function variableOfId(key: string | number | undefined, spot: Spot, owner: string | undefined): string {
  const name = upper(String(key === undefined || key === 'location' ? spot.field : key), 'OBJECT');
  if (name === 'ID' && owner === undefined) {
    const field = upper(spot.field, 'ID');
    return field.endsWith('_ID') ? field : `${upper(spot.resource, 'OBJECT')}_ID`;
  }
  const full = /^(?:.*_)?ID$/.test(name) ? name : `${name}_VALUE`;
  return owner === undefined ? full : `${upper(owner, 'USER')}_${full}`;
}

function upper(text: string, otherwise: string): string {
  const words = text
    .slice(0, 40)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
  return /^[A-Z]/.test(words) ? words : otherwise;
}

function idsOfAccounts(exchanges: readonly Exchange[], users: ReadonlyMap<string, unknown>): string[] {
  return exchanges.flatMap((exchange) => {
    if (exchange.purpose !== 'registration' || !users.has(exchange.identity)) return [];
    const json = jsonOf(exchange);
    const places = json === undefined ? [] : placesIn(json);
    return places.flatMap(({ key, value }) => (isIdField(key, 'user') || isIdField(key, 'account') ? [value] : []));
  });
}

/** Texts with the nonce that the scan itself sent: they are made anew, not learnt from an answer. */
function chosenTexts(exchanges: readonly Exchange[], nonce: string): ReadonlySet<string> {
  const texts = nonce === '' ? [] : exchanges.flatMap((exchange) => [...textsOf(exchange)]);
  return new Set(texts.filter((text) => text.includes(nonce)));
}

/** The values of a body. */
function textsOf({ request: { body = '' } }: Exchange): ReadonlySet<string> {
  const json = parseJson(body);
  return new Set(json === undefined ? new URLSearchParams(body).values() : placesIn(json).map(({ value }) => value));
}

function cookieVariables({ identity, request }: Exchange): string[] {
  const pairs = request.headers
    .filter(([name]) => name.toLowerCase() === 'cookie')
    .flatMap(([, value]) => value.split('; '));
  return pairs.flatMap((pair) => familyOf(identity).map((owner) => cookieVariable(owner, pair.replace(/=.*$/s, ''))));
}
