import type { SchemaNode } from '@middlebrick/model';
import type { RequestSource } from '../flow/value.ts';
import type { FunctionNode, Module } from '../ir/ir.ts';
import type { RouteRun } from '../program/run-route.ts';
import { nodesIn } from './code-walk.ts';
import { type Declaration, declarationOf } from './declared-types.ts';
import { type ListedReads, listedReads, type NamedReads, namedReads } from './named-reads.ts';
import type { RequestRead, RequestReads } from './request-reads.ts';
import { schemaOf } from './schema-of.ts';

/** A function that ran for a request. */
interface Ran {
  readonly node: FunctionNode;
  readonly module: Module;
}

const mostFields = 100;
/** A word that nobody has for their own. */
const sharedWord = 'general';

/** What is known of a program besides its routes. */
export interface Surroundings {
  /** Names of attributes by which items of many are found: two callers will say the same word there. */
  readonly shared: ReadonlySet<string>;
  /** What classes and schemas say of fields. */
  readonly declarations: readonly Declaration[];
}

/** The schema of the body that a route reads, by the names by which its code reads it. */
export function bodySchema(run: RouteRun, reads: RequestReads, around: Surroundings): SchemaNode | undefined {
  if (reads.bodySources.length === 0) return undefined;
  const fields = fieldsOf(run, reads);
  const names = [...fields.keys()].slice(0, mostFields);
  // What a route reads alone it needs.
  const required = names.filter((name) => names.length === 1 || fields.get(name)?.isNeeded === true);
  const declared = declarationOf([...reads.picked], around.declarations);
  const schemas = names.map((name): [string, SchemaNode] => {
    const known = schemaOf(fields.get(name)?.read ?? {});
    const schema = known.enum === undefined ? (declared?.get(name) ?? known) : known;
    return [
      name,
      around.shared.has(name) && schema.enum === undefined ? { ...schema, examples: [sharedWord] } : schema,
    ];
  });
  return {
    type: 'object',
    properties: Object.fromEntries(schemas),
    ...(required.length === 0 ? {} : { required }),
  };
}

interface Field {
  readonly read: Partial<RequestRead>;
  readonly isNeeded: boolean;
}

function fieldsOf(run: RouteRun, reads: RequestReads): ReadonlyMap<string, Field> {
  const functions = functionsOf(run);
  const syntax = functions.map(({ node }) => namedReads(node));
  const listed = functions.flatMap((ran) => listedFields(ran, run, reads));
  const isNeeded = (name: string): boolean => listed.includes(name) || syntax.some(({ certain }) => certain.has(name));
  const known = reads.named.filter(({ origin }) => origin === 'body');
  const fields = new Map<string, Field>();
  for (const read of known)
    if (listed.includes(read.name) || reads.picked.has(read.name) || isRead(read.name, syntax))
      fields.set(read.name, { read, isNeeded: isNeeded(read.name) });
  for (const name of [...listed, ...reads.allowed])
    if (!fields.has(name)) fields.set(name, { read: {}, isNeeded: isNeeded(name) });
  return fields;
}

/** What only fills a place of the same name, `{theme: 'light', ...body}`, is not read. */
function isRead(name: string, syntax: readonly NamedReads[]): boolean {
  return syntax.some(({ certain, possible }) => certain.has(name) || possible.has(name));
}

/** All functions of the audited code that ran for a route. */
function functionsOf({ route, events }: RouteRun): Ran[] {
  const found = new Map<FunctionNode, Ran>();
  for (const { shape } of route.draft.handlers) {
    if (shape.kind !== 'function') continue;
    const { closure } = shape;
    for (const node of [closure.function, closure.wraps])
      if (node !== undefined) found.set(node, { node, module: closure.module });
  }
  for (const event of events)
    if (event.kind === 'ending') found.set(event.function, { node: event.function, module: event.site.module });
  return [...found.values()];
}

/** Names of a list by which parts of the body are read. */
function listedFields(ran: Ran, run: RouteRun, { bodySources }: RequestReads): readonly string[] {
  const listed: readonly ListedReads[] = listedReads(ran.node, ran.module);
  return listed.filter(({ object }) => isBody(object, ran, run, bodySources)).flatMap(({ names }) => names);
}

/** What bodies are called where nothing else tells. */
const bodyNames = /^(?:body|payload|json|form|data)$/i;

/** Whether a name of a function stands for the body: called so, or assigned from what gives it. */
function isBody(name: string, { node, module }: Ran, { events }: RouteRun, sources: readonly RequestSource[]): boolean {
  if (bodyNames.test(name)) return true;
  const givers = new Set(
    events.flatMap((event) =>
      event.kind === 'ending' && event.value.sources.some((one) => one.kind === 'request' && isWholeBody(one))
        ? [event.function.name]
        : [],
    ),
  );
  return [...nodesIn(node.body)].some((part) => {
    if (part.kind !== 'assignment' || !part.targets.some((one) => one.kind === 'name' && one.name === name))
      return false;
    const isAt = ({ site }: RequestSource): boolean =>
      site.module === module && site.span.start >= part.value.start && site.span.end <= part.value.end;
    return sources.some(isAt) || (part.value.kind === 'call' && givers.has(calledName(part.value.callee)));
  });
}

function isWholeBody({ origin, name }: RequestSource): boolean {
  return origin === 'body' && name === '';
}

function calledName(callee: { readonly kind: string; readonly name?: string; readonly property?: string }): string {
  return callee.name ?? callee.property ?? '';
}
