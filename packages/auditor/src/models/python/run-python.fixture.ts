import type { Access, Comparison, ResponseEvent } from '../../flow/events.ts';
import { deepSources } from '../../flow/sources.ts';
import type { Facts, Source, Value } from '../../flow/value.ts';
import { positionOf } from '../../ir/position.ts';
import { parserFor } from '../../parse/grammar.ts';
import { parsePython } from '../../parse/python.ts';
import { type Program, runProgram } from '../../program/program.ts';
import type { RouteRun } from '../../program/run-route.ts';
import type { Models } from '../contract.ts';
import { boto3Aliases, boto3Methods } from '../stores/boto3.ts';
import { pythonCalls, pythonTruths } from './builtins.ts';
import { flaskCalls, flaskMarks, flaskMembers } from './flask.ts';
import { pythonLibraries } from './libraries.ts';

/** What one route does, in words that a test can compare. */
export interface AuditedRoute {
  /** `GET /notes/{note_id}`, or `on errors`. */
  readonly route: string;
  /** `DynamoDB Table.get_item: user_id = identity sub`, in the order in which the code runs. */
  readonly accesses: readonly string[];
  /** What is known where each access is sent. */
  readonly facts: readonly string[];
  /** What each answer holds: `item Item.title`. */
  readonly answers: readonly string[];
}

/** Runs Python files, by their paths, or one file, and says what each of its routes does. */
export async function auditedPython(files: Readonly<Record<string, string>> | string): Promise<AuditedRoute[]> {
  return (await pythonProgram(files)).runs.map(summaryOf);
}

/** The program itself, for what a summary leaves out. */
export async function pythonProgram(files: Readonly<Record<string, string>> | string): Promise<Program> {
  const parser = await parserFor('python');
  const all = typeof files === 'string' ? { 'app.py': files } : files;
  const modules = Object.entries(all).map(([path, text]) => parsePython(parser, path, text));
  return runProgram(modules, pythonModels);
}

/** What is known of Python alone, so that nothing else decides what a test sees. */
const pythonModels: Models = {
  calls: new Map([...pythonCalls, ...flaskCalls, ...pythonLibraries.calls]),
  methods: new Map([...boto3Methods, ...pythonLibraries.methods]),
  members: new Map([...flaskMembers, ...pythonLibraries.members]),
  aliases: new Map([...boto3Aliases, ...pythonLibraries.aliases]),
  marks: new Map([...flaskMarks, ...pythonLibraries.marks]),
  markPatterns: pythonLibraries.markPatterns,
  fallbacks: pythonLibraries.fallbacks,
  modules: pythonLibraries.modules,
  classes: [],
  valueMethods: new Map(),
  assignments: new Map(),
  comparisons: pythonLibraries.comparisons,
  truths: new Map([...pythonTruths, ...pythonLibraries.truths]),
};

function summaryOf({ route, events }: RouteRun): AuditedRoute {
  const accesses = events.flatMap((event) => (event.kind === 'access' ? [event.access] : []));
  const first = accesses[0]?.id ?? 0;
  const answers = events.filter((event): event is ResponseEvent => event.kind === 'response');
  return {
    route: route.draft.isErrorHandler === true ? 'on errors' : `${route.methods.join(',')} ${route.path}`,
    accesses: accesses.map((access) => accessText(access, first)),
    facts: accesses.map(({ facts }) => factsText(facts, first)),
    answers: answers.map(({ value, facts }) => {
      const known = factsText(facts, first);
      return `${valueText(value, first)}${known === '' ? '' : ` [${known}]`}`;
    }),
  };
}

function accessText(access: Access, first: number): string {
  const { store, call, key, keyValue, item, filter, condition, limit, index, cursor } = access;
  const compared = (comparisons: readonly Comparison[]): string =>
    comparisons
      .map(({ attribute, operator, value }) => `${attribute} ${operator} ${valueText(value, first)}`)
      .join(', ');
  const parts = [
    compared(key),
    ...(keyValue === null ? [] : [`whole key ${valueText(keyValue, first)}`]),
    ...(index === null ? [] : [`on index ${valueText(index, first)}`]),
    ...(filter.length === 0 ? [] : [`if ${compared(filter)}`]),
    ...(condition.length === 0 ? [] : [`on condition ${compared(condition)}`]),
    ...(item === null ? [] : [`with ${fieldsText(item, first)}`]),
    ...(cursor === null ? [] : [`from ${valueText(cursor, first)}`]),
    ...(limit === null ? [] : [`at most ${valueText(limit, first)}`]),
  ].filter((part) => part !== '');
  return `${store} ${call}: ${parts.join(' ')}`;
}

/** The fields of a dict, each with what it is made of; a dict that is not known by name is its sources. */
function fieldsText(value: Value, first: number): string {
  const { shape } = value;
  if (shape.kind !== 'dict') return valueText(value, first);
  const fields = [...shape.fields].map(([name, field]) => `${name}: ${valueText(field, first)}`);
  const rest = shape.rest === null ? [] : [`**${valueText(shape.rest, first)}`];
  return `{${[...fields, ...rest].join(', ')}}`;
}

/** What a value is made of; a constant as it is, and what was done to it in brackets. */
export function valueText(value: Value, first = 0): string {
  const { shape, treatments } = value;
  const sources = deepSources(value).map((source) => sourceText(source, first));
  const done = treatments.size === 0 ? '' : ` (${[...treatments].toSorted().join(' ')})`;
  if (sources.length === 0) return `${shape.kind === 'constant' ? JSON.stringify(shape.value) : 'server'}${done}`;
  return `${sources.join(' + ')}${done}`;
}

function sourceText(source: Source, first: number): string {
  switch (source.kind) {
    case 'request':
      return `${source.origin} ${source.name || '*'}`;
    case 'identity':
      return `identity${source.confidence === 'tentative' ? '?' : ''} ${source.name || '*'}`;
    case 'item':
      return `item${source.access.id - first + 1} ${source.path.join('.') || '*'}`;
    case 'error':
      return `error at line ${positionOf(source.site.module, source.site.span.start).line}`;
  }
}

/** Facts with accesses counted from 1 and without the places of what has no name. */
function factsText(facts: Facts, first: number): string {
  return [...facts]
    .map((fact) =>
      fact
        .replace(/^owned (\d+)$/, (_, id: string) => `owned ${Number(id) - first + 1}`)
        .replace(/ \S+\.py:\d+$/, ' *')
        .replace(' request ', ' '),
    )
    .toSorted()
    .join(', ');
}
