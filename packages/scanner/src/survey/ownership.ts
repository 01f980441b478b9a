import { type Identity, isJsonObject, type Json, type JsonObject, leavesOf } from '@middlebrick/model';

const ownerNames =
  /^(?:(?:owner|user|author|creator|account|customer|member|holder|seller|buyer|patient|client|employee|student|profile|subject|principal)(?:_?(?:id|uuid|name|email|login|username|sub))?|(?:created|owned|posted|uploaded|submitted)_?by(?:_?(?:id|name))?|username|sub|pk)$/i;
const memberName =
  /member|shared|participant|collaborator|recipient|viewer|guest|invite|watcher|reader|editor|assignee|to$|cc$|team|allowed|access/i;
const keyPrefix = /^(?:USER|TENANT|OWNER|ACCOUNT|CUSTOMER|MEMBER)[#:|]/i;

/** Whether a field is called like one that says whose an object is. */
export function isOwnerName(name: string): boolean {
  return ownerNames.test(name);
}

/** Which identity each subject id belongs to; ids that several identities share (a tenant, a role) belong to none. */
export function subjectIndex(identities: readonly Identity[]): Map<string, string> {
  const owners = new Map<string, Set<string>>();
  for (const identity of identities) {
    for (const subject of identity.subjects) {
      const known = owners.get(subject) ?? new Set<string>();
      owners.set(subject, known.add(identity.name));
    }
  }
  const index = new Map<string, string>();
  for (const [subject, names] of owners) {
    const [only, ...others] = names;
    if (only !== undefined && others.length === 0) index.set(subject, only);
  }
  return index;
}

/** The identity that an object's own attributes name as its owner, when they name exactly one; with the attribute. */
export function ownerNamedIn(
  object: JsonObject,
  subjects: ReadonlyMap<string, string>,
): { owner: string; attribute: string } | undefined {
  const named = new Map<string, string>();
  for (const [key, value] of Object.entries(object)) {
    if (!isOwnerName(key)) continue;
    for (const text of ownerTexts(value)) {
      const owner = subjects.get(text) ?? subjects.get(text.replace(keyPrefix, ''));
      if (owner !== undefined && !named.has(owner)) named.set(owner, key);
    }
  }
  const [only, ...others] = named;
  return only === undefined || others.length > 0 ? undefined : { owner: only[0], attribute: only[1] };
}

/** The identities that an object names otherwise than as its owner: members, recipients, people it is shared with. */
export function membersNamedIn(value: Json, owner: string, subjects: ReadonlyMap<string, string>): string[] {
  const members = new Set<string>();
  for (const leaf of leavesOf(value)) {
    const name = subjects.get(String(leaf.value));
    if (name === undefined || name === owner) continue;
    if (leaf.path.endsWith('[]') || leaf.path.split(/[.[\]]+/).some((part) => memberName.test(part))) members.add(name);
  }
  return [...members];
}

function ownerTexts(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (!isJsonObject(value)) return [];
  return ['id', 'uuid', 'user_id', 'username', 'email', 'sub', 'login'].flatMap((key) => {
    const inner = value[key];
    return typeof inner === 'string' || typeof inner === 'number' ? [String(inner)] : [];
  });
}
