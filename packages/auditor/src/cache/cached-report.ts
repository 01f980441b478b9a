import { createHash } from 'node:crypto';
import { type Report, reportSchema } from '@middlebrick/model';
import { audit } from '../audit.ts';
import type { Discovery } from '../files/discover.ts';
import { type AuditSettings, auditReport } from '../report.ts';
import type { CacheStore } from './cache-store.ts';
import { ownCode } from './own-code.ts';
import { openParsedFiles } from './parsed-files.ts';

/**
 * The report of an audit. Where nothing changed since an earlier one, it is the report of that; where some files did,
 * only they are parsed.
 *
 * @param kept where, and what was audited, by which the parsed files of one repository are kept apart from those of
 *   others; `null` for an audit that keeps nothing
 */
export async function cachedReport(
  discovery: Discovery,
  settings: AuditSettings,
  kept: { cache: CacheStore; root: string } | null,
): Promise<Report> {
  if (kept === null) return auditReport(await audit(discovery), settings);
  const { cache, root } = kept;
  const code = ownCode();
  const name = `${digest(code, keyOf(settings), ...contentsOf(discovery))}.report`;
  // What changed since a commit is asked of Git each time.
  const isKept = settings.changed === undefined;
  const known = isKept ? reportFrom(await cache.read(name)) : null;
  if (known !== null) return asOfNow(known, settings.startedAt);

  const place = `${digest(root)}.modules`;
  const parsed = openParsedFiles(await cache.read(place), code);
  const report = auditReport(await audit(discovery, { parsed }), settings);
  const packed = parsed.packed();
  if (packed !== null) await cache.write(place, packed);
  if (isKept) await cache.write(name, Buffer.from(JSON.stringify(report)));
  return report;
}

/** All that a report depends on besides the files, and what the command makes of them. */
function keyOf({
  target,
  base,
  version,
  startedAt,
  accepted,
  changed: _,
  suggest: __,
  ...rest
}: AuditSettings): string {
  rest satisfies Record<string, never>;
  return JSON.stringify([target, base ?? null, version, acceptedKey(accepted, startedAt)]);
}

function acceptedKey(accepted: AuditSettings['accepted'], startedAt: Date): unknown {
  if (accepted === undefined) return null;
  const { suppressions = [], baseline, today, ...rest } = accepted;
  rest satisfies Record<string, never>;
  // Suppressions end on a day.
  const day = today ?? (suppressions.length === 0 ? null : startedAt.toISOString().slice(0, 10));
  return [suppressions, baseline === undefined ? null : [...baseline].toSorted(), day];
}

function contentsOf({ code, documents, configuration = [], warnings }: Discovery): string[] {
  const texts = [code, documents, configuration].flatMap((files) => [
    String(files.length),
    ...files.flatMap(({ path, text }) => [path, text]),
  ]);
  return [...texts, ...warnings];
}

function digest(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex');
}

function reportFrom(bytes: Buffer | null): Report | null {
  try {
    return bytes === null ? null : reportSchema.parse(JSON.parse(bytes.toString()));
  } catch {
    // Half written, or changed: everything is asked again.
    return null;
  }
}

function asOfNow(report: Report, startedAt: Date): Report {
  const times = { startedAt: startedAt.toISOString(), finishedAt: new Date().toISOString() };
  return { ...report, scan: { ...report.scan, ...times } };
}
