import { expect } from 'vitest';
import { audit } from './audit.ts';
import type { SourceFile } from './files/discover.ts';
import { mutated, pathOf, randomFrom, textsBelow } from './hostile-mutations.fixture.ts';
import { auditReport } from './report.ts';

/** Files of one audit: they import each other by chance. */
const together = 10;

const settings = { target: 'x', version: '0', startedAt: new Date(0) };

/** Mutated files of a seed, all of them through the whole audit: nothing throws, and every place is in its file. */
export async function fuzz(
  bases: readonly SourceFile[],
  seed: number,
  count: number,
  blocks: readonly ((count: number) => string)[],
): Promise<void> {
  const random = randomFrom(seed);
  const base = (): SourceFile => bases[Math.floor(random() * bases.length)] ?? { path: 'a.py', text: '' };
  for (let done = 0; done < count; done += together) {
    const code = Array.from({ length: together }, (_, index): SourceFile => {
      const one = base();
      return { path: pathOf(one, index), text: mutated(one.text, base().text, random, blocks) };
    });
    await auditAll(code, `seed ${seed}, files ${done} to ${done + together - 1}`);
  }
}

async function auditAll(code: readonly SourceFile[], name: string): Promise<void> {
  const audited = await audit({ code, documents: [], warnings: [] }).catch((cause: unknown) => {
    throw new Error(`${name} end the audit`, { cause });
  });
  const lines = new Map(code.map(({ path, text }) => [path, text.split(/\r\n?|\n/).length]));
  for (const { code: found, check } of auditReport(audited, settings).findings) {
    const place = found?.place;
    const isInside = place !== undefined && place.line >= 1 && place.endLine <= (lines.get(place.path) ?? 0);
    if (!isInside) expect.unreachable(`${name}: ${check} is nowhere: ${JSON.stringify(place)}`);
  }
}

/** All files of a language in the corpus and the targets. */
export function basesOf(ending: RegExp): SourceFile[] {
  return [...textsBelow('testing/corpus', ending), ...textsBelow('testing/targets', ending)];
}
