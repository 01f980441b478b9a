import type { Access, Comparison } from '../../flow/events.ts';
import { fromSources, type Source, type Value } from '../../flow/value.ts';
import { parserFor } from '../../parse/grammar.ts';
import { grammarOf, parseJavaScript } from '../../parse/javascript.ts';
import { runProgram } from '../../program/program.ts';
import type { RouteRun } from '../../program/run-route.ts';
import type { Calling, CallModel, MemberModel, Models, ModelTools } from '../contract.ts';
import { models } from '../index.ts';
import { identified, requested, requestMember } from '../tools.ts';
import { javaScriptStores } from './javascript-stores.ts';

/*
 * Small applications for the tests of stores: `app.get('/notes/:id', (req, res) => …)` with an `app` of no library, so
 * that they do not depend on how a framework is modelled. `req.user` is the verified identity.
 */

/** What a route does, in words that a test can compare. */
export interface StoreRun {
  /** `get GetCommand "notes": id = path id`, in the order in which the code runs. */
  readonly accesses: readonly string[];
  /** What each answer is made of. */
  readonly answers: readonly string[];
}

/** Runs files by their paths, or one file, and says what its routes do with stores, all of them in one. */
export async function runStore(files: Readonly<Record<string, string>> | string): Promise<StoreRun> {
  const all = typeof files === 'string' ? { 'app.ts': files } : files;
  const modules = await Promise.all(
    Object.entries(all).map(async ([path, text]) => parseJavaScript(await parserFor(grammarOf(path)), path, text)),
  );
  const summaries = runProgram(modules, fixtureModels).runs.map(summaryOf);
  return {
    accesses: summaries.flatMap(({ accesses }) => accesses),
    answers: summaries.flatMap(({ answers }) => answers),
  };
}

/** The body of one handler, after what stands at the top of the module. */
export function inHandler(top: string, body: string): string {
  return `${top}\napp.post('/things/:id', async (req, res) => {\n${body}\n});\n`;
}

const calling: Calling = {
  argumentsOf: (_, { shared, next }) => ({
    positional: [shared('req'), shared('res'), next],
    named: new Map(),
    spread: [],
  }),
  returnsAnswer: false,
  hasNext: true,
};

const register: CallModel = ({ path, arguments: { positional }, site }, { route }) => {
  route({
    framework: 'fixture',
    methods: [path.slice('app.'.length).toUpperCase()],
    path: '/things/:id',
    owner: null,
    handlers: positional.slice(1),
    calling,
    site,
  });
  return undefined;
};

const answer: CallModel = ({ arguments: { positional }, site, facts }, { record }) => {
  const [value = fromSources([])] = positional;
  record({ kind: 'response', value, facts, site });
  return undefined;
};

const members: readonly (readonly [string, MemberModel])[] = [
  ['req.params', ({ site }) => requested('path', '', site)],
  ['req.query', requestMember('query')],
  ['req.body', requestMember('body')],
  ['req.headers', requestMember('header')],
  ['req.user', ({ site }) => identified('req.user', site)],
];

const fixtureModels: Models = {
  ...models,
  calls: new Map([
    ...models.calls,
    ...['get', 'post', 'put', 'delete'].map((verb): [string, CallModel] => [`app.${verb}`, register]),
    ['res.json', answer],
    ['res.send', answer],
  ]),
  members: new Map([...models.members, ...members]),
  methods: asked(javaScriptStores.methods, models.methods),
  valueMethods: asked(javaScriptStores.valueMethods, models.valueMethods),
};

/** Asks these models of methods first, several of one name one after the other, and then the others. */
function asked<Call>(
  first: readonly (readonly [string, Asked<Call>])[],
  others: ReadonlyMap<string, Asked<Call>>,
): ReadonlyMap<string, Asked<Call>> {
  const named = Map.groupBy([...first, ...others], ([name]) => name);
  return new Map(
    [...named].map(([name, entries]): [string, Asked<Call>] => [
      name,
      (call, tools) => {
        for (const [, model] of entries) {
          const value = model(call, tools);
          if (value !== undefined) return value;
        }
        return undefined;
      },
    ]),
  );
}

type Asked<Call> = (call: Call, tools: ModelTools) => Value | undefined;

function summaryOf({ events }: RouteRun): StoreRun {
  const accesses = events.flatMap((event) => (event.kind === 'access' ? [event.access] : []));
  const first = accesses[0]?.id ?? 0;
  return {
    accesses: accesses.map((access) => accessText(access, first)),
    answers: events.flatMap((event) => (event.kind === 'response' ? [valueText(event.value, first)] : [])),
  };
}

function accessText(access: Access, first: number): string {
  const { kind, store, call, table, key, keyValue, item } = access;
  const head = `${kind}${store === 'DynamoDB' ? '' : ` ${store}`} ${call}`;
  const named = table === null ? head : `${head} ${valueText(table, first)}`;
  const text = (value: Value): string => valueText(value, first);
  const compared = (comparisons: readonly Comparison[]): string =>
    comparisons.map(({ attribute, operator, value }) => `${attribute} ${operator} ${text(value)}`).join(', ');
  const parts: (readonly [string, string])[] = [
    ['key', [compared(key), ...(keyValue === null ? [] : [`whole ${text(keyValue)}`])].filter(Boolean).join(', ')],
    ['index', access.index === null ? '' : text(access.index)],
    ['filter', compared(access.filter)],
    ['condition', compared(access.condition)],
    ['checks', [...access.conditionText.matchAll(/attribute_(?:not_)?exists/g)].join(' ')],
    ['item', item === null ? '' : text(item)],
    ['names', access.names === null ? '' : text(access.names)],
    ['limit', access.limit === null ? '' : text(access.limit)],
    ['cursor', access.cursor === null ? '' : text(access.cursor)],
    ['projected', access.hasProjection ? 'yes' : ''],
    ['count', access.isCount ? 'yes' : ''],
  ];
  return [named, ...parts.flatMap(([name, part]) => (part === '' ? [] : [`${name} ${part}`]))].join(' | ');
}

const deepest = 5;

/** What a value is made of: constants as they are, objects by their fields, and what was done to it in brackets. */
export function valueText(value: Value, first = 0, depth = deepest): string {
  const { shape, treatments } = value;
  const inner = (part: Value): string => valueText(part, first, depth - 1);
  const done = treatments.size === 0 ? '' : ` (${[...treatments].toSorted().join(' ')})`;
  if (depth > 0 && shape.kind === 'dict') {
    const fields = [...shape.fields].map(([name, field]) => `${name}: ${inner(field)}`);
    return `{${[...fields, ...(shape.rest === null ? [] : [`...${inner(shape.rest)}`])].join(', ')}}${done}`;
  }
  if (depth > 0 && shape.kind === 'list') return `[${shape.items.map(inner).join(', ')}]${done}`;
  if (depth > 0 && shape.kind === 'text') return `${shape.parts.map(inner).join(' ~ ')}${done}`;
  if (shape.kind === 'constant') return `${JSON.stringify(shape.value)}${done}`;
  if (value.sources.length === 0) return `server${done}`;
  return `${value.sources.map((source) => sourceText(source, first)).join(' + ')}${done}`;
}

function sourceText(source: Source, first: number): string {
  switch (source.kind) {
    case 'request':
      return `${source.origin} ${source.name || '*'}`;
    case 'identity':
      return `me ${source.name || '*'}`;
    case 'item':
      return `item${source.access.id - first + 1} ${source.path.join('.') || '*'}`;
    case 'error':
      return 'error';
  }
}
