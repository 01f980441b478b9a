import { privileged } from './facts.ts';
import { deepSources } from './sources.ts';
import { type Facts, noFacts, type Source, type Value } from './value.ts';

/** Names of claims and attributes that say what somebody may do. */
export const roleName =
  /(?:^|[./_:-])(?:roles?|ranks?|groups?|scopes?|permissions?|is_?admin|admin|is_?staff|is_?superuser|superuser|privileges?|user_?type|access_?level)$/i;

function isRoleOfIdentity(source: Source): boolean {
  return source.kind === 'identity' && roleName.test(source.name);
}

/** `RANKS[user.role]`, `ranks.indexOf(user.role)`: what a fixed table has for a role still says what the role is. */
export function ofRole(chosen: Value, index: Value): Value {
  const isRole = index.sources.length > 0 && index.sources.every(isRoleOfIdentity);
  return isRole && chosen.sources.length === 0 ? { ...chosen, sources: index.sources } : chosen;
}

/** What is known once a rank is known to be no less than another one. */
export function rankFacts(high: Value, low: Value, isRole: (source: Source) => boolean): Facts {
  const sources = deepSources(high);
  const isRank = sources.length > 0 && sources.every((source) => isRoleOfIdentity(source) || isRole(source));
  return isRank && deepSources(low).length === 0 ? new Set([privileged]) : noFacts;
}
