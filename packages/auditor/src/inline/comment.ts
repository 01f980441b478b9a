/** What a comment says to the auditor. */
export interface Ignored {
  /** As they are written; some may be names of nothing. */
  readonly rules: readonly string[];
  readonly reason: string;
}

export type Said = Ignored | { readonly problem: string };

const most = { rules: 20, reason: 300 };
const form = '`middlebrick: ignore[code/table-scan] because …`';
/** At the beginning of a comment or of a line of it, or behind the sign of a further comment: `# noqa # middlebrick: …`. */
const call = /(?:^|[\n#]|\/\/)[ \t]*middlebrick:(.*)/i;

/** Reads `middlebrick: ignore[code/table-scan] because …`; nothing where a comment only mentions the name. */
export function saidIn(comment: string): Said | undefined {
  const words = call.exec(comment)?.[1]?.trim();
  if (words === undefined) return undefined;
  const [, list, rest = ''] = /^ignore[ \t]*\[([^\]]*)\](.*)$/i.exec(words) ?? [];
  if (list === undefined) return { problem: `is not understood; write ${form}` };
  const names = list.split(',').map((name) => name.trim());
  const rules = names.filter((name) => name !== '').slice(0, most.rules);
  if (rules.length === 0) return { problem: `names no rule; write ${form}` };
  const reason = /^[ \t]*because\b[ \t:]*(.*)$/i.exec(rest)?.[1]?.trim() ?? '';
  // What is left of a reason without letters is punctuation.
  if (!/[\p{L}\p{N}]/u.test(reason)) return { problem: 'gives no reason and does not count; write `because` and why' };
  return { rules, reason: reason.slice(0, most.reason) };
}
