import type { Access, FlowEvent } from '../../flow/events.ts';
import { deepSources } from '../../flow/sources.ts';
import { type Facts, plain, type Source, type Value } from '../../flow/value.ts';
import { parserFor } from '../../parse/grammar.ts';
import { grammarOf, parseJavaScript } from '../../parse/javascript.ts';
import { type Program, runProgram } from '../../program/program.ts';
import type { RouteRun } from '../../program/run-route.ts';
import type { CallModel, Models } from '../contract.ts';
import { javaScriptLibraries } from './libraries.ts';

/*
 * A store for tests alone: `import { store } from 'test-store'` with `read(key)`, `list()`, `write(item)` and
 * `remove(key)`.
 */

function storeCall(kind: Access['kind']): CallModel {
  return ({ path, arguments: args }, { access }) => {
    const given = args.positional[0] ?? plain;
    const isKeyed = kind === 'get' || kind === 'delete';
    const fields = isKeyed && given.shape.kind === 'dict' ? [...given.shape.fields] : [];
    return access({
      kind,
      store: 'test',
      call: path.slice(path.lastIndexOf('.') + 1),
      table: null,
      index: null,
      key: fields.map(([attribute, value]) => ({ attribute, operator: '=', value })),
      keyValue: isKeyed && fields.length === 0 ? given : null,
      filter: [],
      condition: [],
      conditionText: '',
      item: kind === 'put' ? given : null,
      expressions: new Map(),
      names: null,
      limit: args.positional[1] ?? null,
      cursor: null,
      hasProjection: false,
      isCount: false,
    });
  };
}

const models: Models = {
  ...javaScriptLibraries,
  calls: new Map([
    ...javaScriptLibraries.calls,
    ['test-store.store.read', storeCall('get')],
    ['test-store.store.list', storeCall('scan')],
    ['test-store.store.write', storeCall('put')],
    ['test-store.store.remove', storeCall('delete')],
  ]),
};

/** Runs JavaScript files, by their paths. */
async function programOf(files: Readonly<Record<string, string>>): Promise<Program> {
  const modules = [];
  for (const [path, text] of Object.entries(files)) {
    const parser = await parserFor(grammarOf(path));
    modules.push(parseJavaScript(parser, path, text));
  }
  return runProgram(modules, models);
}

/**
 * What each route does, a line each: `GET /notes/{id}`, then `read id = path id [authenticated]` and
 * `answer item1 title` in the order in which they happen.
 */
export async function audited(files: Readonly<Record<string, string>> | string): Promise<string[]> {
  const { runs } = await programOf(typeof files === 'string' ? { 'app.ts': files } : files);
  return runs.flatMap(linesOf);
}

function linesOf({ route, events }: RouteRun): string[] {
  const first = events.find((event) => event.kind === 'access')?.access.id ?? 0;
  const lines = events.flatMap((event) => lineOf(event, first));
  const name = route.draft.isErrorHandler ? 'error handler' : `${route.methods.join(',')} ${route.path}`;
  return [name, ...lines];
}

function lineOf(event: FlowEvent, first: number): string[] {
  if (event.kind === 'response') return [`  answer ${valueText(event.value, first)}${factsText(event.facts, first)}`];
  if (event.kind !== 'access') return [];
  const { call, key, keyValue, item, limit, facts } = event.access;
  const parts = [
    ...key.map(({ attribute, value }) => `${attribute} = ${valueText(value, first)}`),
    ...(keyValue === null ? [] : [`key ${valueText(keyValue, first)}`]),
    ...(item === null ? [] : [valueText(item, first)]),
    ...(limit === null ? [] : [`limit ${valueText(limit, first)}`]),
  ];
  return [`  ${[call, parts.join(', ')].filter((part) => part !== '').join(' ')}${factsText(facts, first)}`];
}

/** What a value is made of; objects and lists as they are written, and what was done to it in angle brackets. */
export function valueText(value: Value, first = 0): string {
  const { shape, treatments } = value;
  const done = treatments.size === 0 ? '' : ` <${[...treatments].toSorted().join(' ')}>`;
  if (shape.kind === 'dict') {
    const known = [...shape.fields].map(([name, field]) => `${name}: ${valueText(field, first)}`);
    const rest = shape.rest === null ? [] : [`...${valueText(shape.rest, first)}`];
    return `{${[...known, ...rest].join(', ')}}${done}`;
  }
  if (shape.kind === 'list') return `[${shape.items.map((item) => valueText(item, first)).join(', ')}]${done}`;
  const sources = deepSources(value).map((source) => sourceText(source, first));
  if (sources.length > 0) return `${sources.join(' + ')}${done}`;
  return `${shape.kind === 'constant' ? JSON.stringify(shape.value) : 'server'}${done}`;
}

function sourceText(source: Source, first: number): string {
  switch (source.kind) {
    case 'request':
      return `${source.origin} ${source.name || '*'}`;
    case 'identity':
      return `me${source.confidence === 'tentative' ? '?' : ''}${source.name === '' ? '' : `.${source.name}`}`;
    case 'item':
      return [`item${source.access.id - first + 1}`, ...source.path].join('.');
    case 'error':
      return 'error';
  }
}

function factsText(facts: Facts, first: number): string {
  const texts = [...facts].map((fact) =>
    fact
      .replace(/^owned (\d+)$/, (_, id: string) => `owned item${Number(id) - first + 1}`)
      .replace(/ \S+\.[cm]?[jt]sx?:\d+$/, ' *')
      .replace(' request ', ' '),
  );
  return texts.length === 0 ? '' : ` [${[...new Set(texts)].toSorted().join(', ')}]`;
}
