import type { Finding } from '@middlebrick/model';
import { type Audited, audit } from '../audit.ts';
import type { Discovery } from '../files/discover.ts';
import { lineStarts } from '../ir/position.ts';
import { applied, type Edit } from './edit.ts';
import { unifiedDiff } from './unified-diff.ts';

/** A file with all its repairs. */
export interface MendedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** As a unified diff. It has the text as it is: for the one who owns it, and no report. */
  readonly diff: string;
  readonly findings: readonly Finding[];
}

/**
 * What the repairs of findings make of their files. Everything is audited again with it: a file in which a finding stays,
 * another comes up, or something no longer parses, is left as it is.
 */
export async function mendedFiles(discovery: Discovery, findings: readonly Finding[]): Promise<MendedFile[]> {
  const drafts = draftsOf(discovery, findings);
  if (drafts.length === 0) return [];
  const mended = new Map(drafts.map(({ path, after }) => [path, after]));
  const code = discovery.code.map((file) => ({ ...file, text: mended.get(file.path) ?? file.text }));
  const before = countsOf(await audit(discovery));
  const after = countsOf(await audit({ ...discovery, code }));
  const fewer = tally(drafts.flatMap((draft) => draft.findings.map(({ check }) => keyOf(draft.path, check))));
  const isAsWanted = (key: string): boolean => (after.get(key) ?? 0) === (before.get(key) ?? 0) - (fewer.get(key) ?? 0);
  const wrong = new Set([...before.keys(), ...after.keys()].filter((key) => !isAsWanted(key)).map(pathOf));
  return drafts.filter(({ path }) => !wrong.has(path));
}

function draftsOf({ code }: Discovery, findings: readonly Finding[]): MendedFile[] {
  const repairable = findings.filter(({ remediation }) => remediation.repair !== undefined);
  const byPath = Map.groupBy(repairable, ({ code: at }) => at?.place.path);
  return code.flatMap(({ path, text }) => {
    const here = byPath.get(path) ?? [];
    const edits = here.flatMap((finding) => editsOf(finding, text));
    const diff = unifiedDiff(path, text, edits);
    return diff === '' ? [] : [{ path, before: text, after: applied(text, edits), diff, findings: here }];
  });
}

function editsOf({ remediation: { repair } }: Finding, text: string): Edit[] {
  const starts = lineStarts(text);
  const offset = (line: number, column: number): number => (starts[line - 1] ?? 0) + column - 1;
  return (repair?.edits ?? []).map(({ place, text: instead }) => ({
    start: offset(place.line, place.column),
    end: offset(place.endLine, place.endColumn),
    text: instead,
  }));
}

/** How much each rule finds in each file, and how much of the file does not parse. */
function countsOf({ hits, program }: Audited): Map<string, number> {
  const unread = program.modules.flatMap(({ path, errors }) => errors.map(() => keyOf(path, 'unread')));
  return tally([...hits.map(({ place, rule }) => keyOf(place.path, rule.id)), ...unread]);
}

function tally(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function keyOf(path: string, what: string): string {
  return `${what}\n${path}`;
}

function pathOf(key: string): string {
  return key.slice(key.indexOf('\n') + 1);
}
