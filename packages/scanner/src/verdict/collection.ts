import {
  type Exchange,
  isJsonObject,
  isSuccess,
  type Json,
  type JsonObject,
  jsonOf,
  leavesOf,
} from '@middlebrick/model';
import { classifyLeaf } from '../classify/classify-leaf.ts';
import { isRefusal, isUnusable } from './compare.ts';

/** One list as its legitimate readers and others were answered it. */
export interface CollectionEvidence {
  /** The list as the stranger B was answered it. */
  other: Exchange;
  /** The same list asked for by nobody. */
  anonymous: Exchange;
  /** Values by which the API names A, the owner whose rows B should not see. */
  ownerSubjects: readonly string[];
  /** Values by which it names B. */
  otherSubjects: readonly string[];
  /** B is known to be allowed more than an ordinary user. */
  isPrivileged: boolean;
  /** Direct readings by B of objects that the foreign rows name, where there is an operation for it. */
  details: readonly Exchange[];
}

export type CollectionRule =
  | 'noAnswer'
  | 'refused'
  | 'noForeignRows'
  | 'anonymousToo'
  | 'privileged'
  | 'markedPrivate'
  | 'sensitive'
  | 'refusedInDetail'
  | 'mayBeShared';

export interface CollectionVerdict {
  rule: CollectionRule;
  outcome: 'vulnerable' | 'hardened' | 'inconclusive';
  confidence?: 'confirmed' | 'firm';
  /** Rows of A in the answer to B. */
  rows: readonly JsonObject[];
  /** Their values that matter. */
  values: readonly { path: string; value: string }[];
}

const ownerKey =
  /^(?:(?:owner|user|author|creator|account|customer|member|patient|client|holder)(?:_?(?:id|uuid|name|email|username|sub))?|created_?by|username|pk)$/i;
const privateMarks: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^(?:visibility|access|access_level|privacy|scope|sharing|acl)$/i,
    /^(?:private|owner|owner_only|me|personal|restricted|confidential|secret)$/i,
  ],
  [/^(?:is_?)?(?:private|confidential|draft|hidden)$/i, /^true$/i],
  [/^(?:is_?)?(?:public|published|shared)$/i, /^false$/i],
  [/^status$/i, /^(?:draft|private|unpublished)$/i],
];
const grave = new Set(['credential', 'secret', 'identityDocument', 'financial', 'health']);

/**
 * Whether a list shows one user the rows of another. Foreign rows alone prove nothing, since feeds and team
 * spaces show them on purpose: they must be marked private by the API itself, hold data that no feed shares,
 * or be refused to the same caller one by one.
 */
export function judgeCollection(evidence: CollectionEvidence): CollectionVerdict {
  const { other } = evidence;
  const none = { rows: [], values: [] };
  if (isUnusable(other)) return { rule: 'noAnswer', outcome: 'inconclusive', ...none };
  if (isRefusal(other)) return { rule: 'refused', outcome: 'hardened', ...none };
  const rows = foreignRows(jsonOf(other), evidence.ownerSubjects, evidence.otherSubjects);
  if (rows.length === 0) return { rule: 'noForeignRows', outcome: 'hardened', ...none };
  if (evidence.isPrivileged) return { rule: 'privileged', outcome: 'hardened', ...none };
  if (isSuccess(evidence.anonymous) && foreignRows(jsonOf(evidence.anonymous), evidence.ownerSubjects, []).length > 0) {
    return { rule: 'anonymousToo', outcome: 'hardened', rows, values: [] };
  }
  const values = telling(rows, evidence);
  const marked = rows.filter(isMarkedPrivate);
  if (marked.length > 0)
    return {
      rule: 'markedPrivate',
      outcome: 'vulnerable',
      confidence: 'confirmed',
      rows: marked,
      values: telling(marked, evidence),
    };
  const sensitive = values.filter((entry) => grave.has(classifyLeaf(entry.path, entry.value) ?? ''));
  if (sensitive.length > 0)
    return {
      rule: 'sensitive',
      outcome: 'vulnerable',
      confidence: 'confirmed',
      rows,
      values: [...sensitive, ...values.filter((entry) => !sensitive.includes(entry))],
    };
  // An index of ids, titles and owners is often meant for everybody, although the details are not.
  if (evidence.details.some(isRefusal) && values.some((entry) => !isIndexed(entry)))
    return { rule: 'refusedInDetail', outcome: 'vulnerable', confidence: 'firm', rows, values };
  return { rule: 'mayBeShared', outcome: 'inconclusive', rows, values };
}

/** Rows that name A as their owner and B nowhere. */
export function foreignRows(
  json: Json | undefined,
  ownerSubjects: readonly string[],
  otherSubjects: readonly string[],
): JsonObject[] {
  const owner = new Set(ownerSubjects);
  const other = new Set(otherSubjects);
  const rows: JsonObject[] = [];
  const visit = (value: Json): void => {
    if (Array.isArray(value)) {
      for (const item of value) {
        if (
          isJsonObject(item) &&
          namesOwner(item, owner) &&
          !leavesOf(item).some((leaf) => other.has(String(leaf.value)))
        )
          rows.push(item);
        else visit(item);
      }
    } else if (isJsonObject(value)) for (const child of Object.values(value)) visit(child);
  };
  if (json !== undefined) visit(json);
  return rows;
}

function namesOwner(row: JsonObject, subjects: ReadonlySet<string>): boolean {
  return Object.entries(row).some(([key, value]) => {
    if (!ownerKey.test(key)) return false;
    if (isJsonObject(value)) return Object.values(value).some((inner) => subjects.has(String(inner)));
    return subjects.has(String(value)) || subjects.has(String(value).replace(/^[A-Z]+[#:|]/, ''));
  });
}

function isMarkedPrivate(row: JsonObject): boolean {
  return Object.entries(row).some(([key, value]) =>
    privateMarks.some(([name, mark]) => name.test(key) && mark.test(String(value))),
  );
}

const indexName =
  /(?:^|[_.])(?:id|uuid|guid|key|slug|title|name|label|subject|type|kind|status|state|href|url|uri|self|link)s?$|\w(?:_id|Id|_at|At|_on|_date|Date|Name|_name|_url|Url)$/;

function isIndexed({ path }: { path: string }): boolean {
  return indexName.test(path.replaceAll('[]', '')) || ownerKey.test(path.split('.')[0] ?? '');
}

function telling(rows: readonly JsonObject[], evidence: CollectionEvidence): { path: string; value: string }[] {
  const own = new Set([...evidence.ownerSubjects, ...evidence.otherSubjects]);
  return rows
    .flatMap((row) => leavesOf(row))
    .filter((leaf) => typeof leaf.value === 'string' && leaf.value.length >= 4 && !own.has(leaf.value))
    .map((leaf) => ({ path: leaf.path, value: String(leaf.value) }));
}
