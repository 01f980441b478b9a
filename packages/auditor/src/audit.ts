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
import type { Configuration } from './rules/configured-secrets.ts';
import type { Hit, Rule, RuleFacts } from './rules/contract.ts';
import { type DistinctHit, distinctHits } from './rules/distinct-hits.ts';
import { codeRules, configurationRules, iamRules } from './rules/index.ts';
import { writtenSecrets } from './rules/library-secrets.ts';

/** What a rule found, with the rule. */
export interface AuditHit extends DistinctHit {
  readonly rule: RuleFacts;
}

export interface Audited {
  readonly files: readonly SourceFile[];
  /** Those of the files that hold settings and are no templates. */
  readonly configuration?: readonly SourceFile[];
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
export async function audit(discovery: Discovery, { parsed }: AuditOptions = {}): Promise<Audited> {
  const { code, documents, configuration = [], warnings } = discovery;
  const infrastructure = documents.length === 0 ? null : await readInfrastructure(documents);
  const audited = await auditCode(code, infrastructure?.functions, parsed);
  // A template may take in a file of settings, which then is both.
  const templates = new Set(documents.map(({ path }) => path));
  const onlySettings = configuration.filter(({ path }) => !templates.has(path));
  const others = [...documents, ...onlySettings];
  const written = await writtenSecrets(others);
  const settings: Configuration = { files: others, written: written.byPath };
  const hits = [
    ...configurationRules.flatMap((rule) => hitsOf(rule, settings)),
    ...(infrastructure === null ? [] : iamRules.flatMap((rule) => hitsOf(rule, infrastructure))),
  ];
  return {
    ...audited,
    files: [...audited.files, ...others],
    configuration: onlySettings,
    infrastructure,
    warnings: [...warnings, ...audited.warnings, ...(infrastructure?.warnings ?? []), ...written.warnings],
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
  const written = await writtenSecrets(files);
  const program = { ...runProgram(modules, models, functions), writtenSecrets: written.byPath };
  const hits = codeRules.flatMap((rule) => hitsOf(rule, program));
  const warnings = [
    ...modules.filter(({ errors }) => errors.length > 0).map(unreadable),
    ...unfollowedWarnings(program.unfollowed),
    ...written.warnings,
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
