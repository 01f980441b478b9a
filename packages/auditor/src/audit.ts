import type { Discovery, SourceFile } from './files/discover.ts';
import { isInfrastructureFile, readInfrastructure } from './iam/documents/index.ts';
import type { Infrastructure } from './iam/infrastructure.ts';
import type { Module } from './ir/ir.ts';
import { positionOf } from './ir/position.ts';
import { models } from './models/index.ts';
import { parserFor } from './parse/grammar.ts';
import { grammarOf, parseJavaScript } from './parse/javascript.ts';
import { parsePython } from './parse/python.ts';
import { type Program, runProgram } from './program/program.ts';
import type { Hit, Rule } from './rules/contract.ts';
import { codeRules, iamRules } from './rules/index.ts';

/** What a rule found, with the rule. */
export interface AuditHit extends Hit {
  readonly rule: Omit<Rule<never, string>, 'find'>;
}

export interface Audited {
  readonly files: readonly SourceFile[];
  /** Places that could not be read, one sentence each. */
  readonly warnings: readonly string[];
  readonly program: Program;
  readonly infrastructure: Infrastructure | null;
  readonly hits: readonly AuditHit[];
}

/** Reads code, templates and policies, and asks every rule. */
export async function audit({ code, documents, warnings }: Discovery): Promise<Audited> {
  const audited = await auditCode(code);
  const templates = documents.filter(({ path, text }) => isInfrastructureFile(path, text.slice(0, headLength)));
  if (templates.length === 0) return { ...audited, warnings: [...warnings, ...audited.warnings] };
  const infrastructure = await readInfrastructure(templates);
  const hits = iamRules.flatMap((rule) => hitsOf(rule, infrastructure));
  return {
    ...audited,
    files: [...audited.files, ...templates],
    infrastructure,
    warnings: [...warnings, ...audited.warnings, ...infrastructure.warnings],
    hits: [...audited.hits, ...hits].toSorted(byPlace),
  };
}

/** What of a document is looked at to see what it is. */
const headLength = 20_000;

/** Reads the code and asks every rule about it. */
export async function auditCode(files: readonly SourceFile[]): Promise<Audited> {
  const modules = await Promise.all(files.map(parse));
  const program = runProgram(modules, models);
  const hits = codeRules.flatMap((rule) => hitsOf(rule, program));
  const warnings = modules.filter(({ errors }) => errors.length > 0).map(unreadable);
  return { files, warnings, program, infrastructure: null, hits: hits.toSorted(byPlace) };
}

function hitsOf<F>(rule: Rule<F, string>, facts: F): AuditHit[] {
  return once(rule.find(facts)).map((hit) => ({ ...hit, rule }));
}

async function parse({ path, text }: SourceFile): Promise<Module> {
  if (path.endsWith('.py')) return parsePython(await parserFor('python'), path, text);
  return parseJavaScript(await parserFor(grammarOf(path)), path, text);
}

/** `orders.py line 12: this does not parse; the rest was audited.` */
function unreadable(module: Module): string {
  const { line } = positionOf(module, module.errors[0]?.start ?? 0);
  return `${module.path} line ${line}: this does not parse; the rest was audited.`;
}

/** The first hit in each place: one that several routes lead to is one finding. */
function once<M extends string>(hits: readonly Hit<M>[]): Hit<M>[] {
  const found = new Map<string, Hit<M>>();
  for (const hit of hits) {
    const key = `${hit.place.path}:${hit.place.line}:${hit.place.column}:${hit.message}:${hit.parameter ?? ''}`;
    if (!found.has(key)) found.set(key, hit);
  }
  return [...found.values()];
}

function byPlace(a: Hit, b: Hit): number {
  return a.place.path < b.place.path
    ? -1
    : a.place.path > b.place.path
      ? 1
      : a.place.line - b.place.line || a.place.column - b.place.column;
}
