import type { ParsedFiles } from './cache/parsed-files.ts';
import type { Discovery, SourceFile } from './files/discover.ts';
import { readInfrastructure } from './iam/documents/index.ts';
import type { CloudFunction, Infrastructure } from './iam/infrastructure.ts';
import type { Module } from './ir/ir.ts';
import { positionOf } from './ir/position.ts';
import { models } from './models/index.ts';
import { parseFiles } from './parse/parse-files.ts';
import { type Program, runProgram } from './program/program.ts';
import { unfollowedWarnings } from './program/unfollowed.ts';
import type { Hit, Rule, RuleFacts } from './rules/contract.ts';
import { type DistinctHit, distinctHits } from './rules/distinct-hits.ts';
import { codeRules, iamRules } from './rules/index.ts';

/** What a rule found, with the rule. */
export interface AuditHit extends DistinctHit {
  readonly rule: RuleFacts;
}

export interface Audited {
  readonly files: readonly SourceFile[];
  /** Places that could not be read, one sentence each. */
  readonly warnings: readonly string[];
  readonly program: Program;
  readonly infrastructure: Infrastructure | null;
  readonly hits: readonly AuditHit[];
}

export interface AuditOptions {
  /** Files that were parsed before, and need not be again. */
  readonly parsed?: ParsedFiles;
}

/** Reads code, templates and policies, and asks every rule. */
export async function audit({ code, documents, warnings }: Discovery, { parsed }: AuditOptions = {}): Promise<Audited> {
  const infrastructure = documents.length === 0 ? null : await readInfrastructure(documents);
  const audited = await auditCode(code, infrastructure?.functions, parsed);
  if (infrastructure === null) return { ...audited, warnings: [...warnings, ...audited.warnings] };
  const hits = iamRules.flatMap((rule) => hitsOf(rule, infrastructure));
  return {
    ...audited,
    files: [...audited.files, ...documents],
    infrastructure,
    warnings: [...warnings, ...audited.warnings, ...infrastructure.warnings],
    hits: [...audited.hits, ...hits].toSorted(byPlace),
  };
}

/**
 * Reads the code and asks every rule about it.
 *
 * @param functions what templates say of its functions
 */
export async function auditCode(
  files: readonly SourceFile[],
  functions: readonly CloudFunction[] = [],
  parsed?: ParsedFiles,
): Promise<Audited> {
  const modules = await modulesOf(files, parsed);
  const program = runProgram(modules, models, functions);
  const hits = codeRules.flatMap((rule) => hitsOf(rule, program));
  const warnings = [
    ...modules.filter(({ errors }) => errors.length > 0).map(unreadable),
    ...unfollowedWarnings(program.unfollowed),
  ];
  return { files, warnings, program, infrastructure: null, hits: hits.toSorted(byPlace) };
}

function hitsOf<F>(rule: Rule<F, string>, facts: F): AuditHit[] {
  return distinctHits(rule, rule.find(facts)).map((hit) => ({ ...hit, rule }));
}

async function modulesOf(files: readonly SourceFile[], kept: ParsedFiles | undefined): Promise<Module[]> {
  const known = files.map((file) => kept?.get(file));
  const unknown = files.filter((_, index) => known[index] === undefined);
  const parsed = await parseFiles(unknown, { isKept: kept !== undefined });
  for (const [index, file] of unknown.entries()) {
    const packed = parsed[index]?.packed;
    if (packed !== undefined) kept?.add(file, packed);
  }
  const modules = parsed.values();
  return known.flatMap((module) => module ?? modules.next().value?.module ?? []);
}

/** `orders.py line 12: this does not parse; the rest was audited.` */
function unreadable(module: Module): string {
  const { line } = positionOf(module, module.errors[0]?.start ?? 0);
  return `${module.path} line ${line}: this does not parse; the rest was audited.`;
}

function byPlace(a: Hit, b: Hit): number {
  return a.place.path < b.place.path
    ? -1
    : a.place.path > b.place.path
      ? 1
      : a.place.line - b.place.line || a.place.column - b.place.column;
}
