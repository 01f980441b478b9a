import type { Exchange } from '@middlebrick/model';
import { classifyLeaf, type DataClass } from '../classify/classify-leaf.ts';
import { normalName } from '../classify/field-name.ts';
import { isPlaceholder } from '../classify/placeholder.ts';
import { answerLeaves, type PrivateLeaf } from './compare.ts';

/** Classes that are nobody's business but the owner's, however little of an object comes with them. */
const graveClasses: ReadonlySet<DataClass | undefined> = new Set([
  'credential',
  'secret',
  'identityDocument',
  'financial',
  'health',
]);

/** Share of the private values that must be missing before an answer counts as a view made for others. */
const redactedShare = 0.25;

/** Those of the found leaves that alone prove harm: of a grave class, and standing where the owner's answer has them. */
export function graveLeaves(answer: Exchange, found: readonly PrivateLeaf[]): PrivateLeaf[] {
  const candidates = found.filter((leaf) => leaf.value !== '0' && graveClasses.has(classifyLeaf(leaf.key, leaf.value)));
  if (candidates.length === 0) return [];
  const places = new Set(answerLeaves(answer).map((leaf) => `${leaf.path}\u0000${String(leaf.value)}`));
  return candidates.filter((leaf) => leaf.isDistinctive || places.has(`${leaf.path}\u0000${leaf.value}`));
}

/** Whether a person can be reached or recognised by one of the leaves: an e-mail address, a phone number, a birthday. */
export function holdsContact(leaves: readonly PrivateLeaf[]): boolean {
  return leaves.some((leaf) => classifyLeaf(leaf.key, leaf.value) === 'contact');
}

/** Words of the fields that a public profile shows. */
const profileWords =
  /(?:^|_)(?:name|username|login|handle|nick|nickname|slug|avatar|picture|photo|image|gravatar|banner|icon|bio|about|headline|tagline|summary|description|location|city|country|company|organization|department|position|job|title|website|blog|url|link|uri|href|pronouns|language|timezone|followers?|following|friends|posts|count|total|score|reputation|rank|level|badge|verified|status|type|role|joined|since|created|registered|active|seen|at|id|uuid|kind)s?$/;

/** Whether the leaves are no more than what public profiles show: names, pictures, a few words about oneself, counts. */
export function isProfileOnly(leaves: readonly PrivateLeaf[]): boolean {
  return leaves.every((leaf) => profileWords.test(normalName(leaf.key)) && !leaf.path.includes('[]'));
}

/**
 * Whether an answer is a view for others: it leaves out, empties or masks more than {@link redactedShare} of the
 * owner's private values. Such an API asks who is asking, and what it shows may be what everybody may see.
 */
export function isRedacted(answer: Exchange, leaves: readonly PrivateLeaf[], found: readonly PrivateLeaf[]): boolean {
  const shown = Map.groupBy(answerLeaves(answer), (leaf) => leaf.path);
  const hit = new Set(found);
  const withheld = leaves.filter((leaf) => {
    if (hit.has(leaf)) return false;
    const values = shown.get(leaf.path) ?? [];
    return values.every(({ value }) => value === null || (typeof value === 'string' && isPlaceholder(value)));
  });
  return withheld.length > leaves.length * redactedShare;
}
