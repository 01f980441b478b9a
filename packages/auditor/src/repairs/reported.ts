import type { Repair } from '@middlebrick/model';
import type { Audited, AuditHit } from '../audit.ts';
import { placeOf } from '../program/place.ts';
import { isRepairable, repairOf } from './index.ts';
import { unifiedDiff } from './unified-diff.ts';

/** Each looks at the whole file. With more to mend in one file, mending begins with these. */
const mostInFile = 50;
/** Lines that make a longer one were not written by hand. */
const longestDiff = 6_000;

/** Gives the repairs as a report has them. Their diffs are of the texts that may be shown, with secrets masked. */
export function reportedRepairs(
  { files, program }: Audited,
  shown: ReadonlyMap<string, string>,
): (hit: AuditHit) => Repair | undefined {
  const modules = new Map(program.modules.map((module) => [module.path, module]));
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const tried = new Map<string, number>();
  return (hit) => {
    const { path } = hit.place;
    if (!isRepairable(hit)) return undefined;
    tried.set(path, (tried.get(path) ?? 0) + 1);
    if ((tried.get(path) ?? 0) > mostInFile) return undefined;
    const module = modules.get(path);
    if (module === undefined) return undefined;
    const repair = repairOf(hit, { module, modules: program.modules }, texts.get(path) ?? '');
    if (repair === undefined) return undefined;
    const { does, edits } = repair;
    const diff = unifiedDiff(path, shown.get(path) ?? '', edits);
    if (diff.length > longestDiff) return undefined;
    const places = edits.map(({ start, end, text }) => ({ place: placeOf({ module, span: { start, end } }), text }));
    return { does, edits: places, diff };
  };
}
