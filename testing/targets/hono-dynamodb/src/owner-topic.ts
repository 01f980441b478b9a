/**
 * Joins owner and topic to one partition key. The encoding is injective:
 * the delimiter is escaped inside the parts, so `a#b` + `c` never meets `a` + `b#c`.
 */
export function ownerTopic(owner: string, topic: string): string {
  return `${escapePart(owner)}#${escapePart(topic)}`;
}

function escapePart(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('#', '~1');
}
