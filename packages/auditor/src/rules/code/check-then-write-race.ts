import type { Access } from '../../flow/events.ts';
import { ownedBy } from '../../flow/facts.ts';
import { deepSources, isIdentity, sourceKey } from '../../flow/sources.ts';
import type { Facts, ItemSource, Value } from '../../flow/value.ts';
import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { isWholePath } from '../answer-facts.ts';
import { checkedReadings, hasOwnerCondition, isWrite, type ReachedAccess, reachedAccesses } from '../code-facts.ts';
import { defineRule } from '../contract.ts';
import { tableName } from '../put-keys.ts';

export default defineRule({
  id: 'code/check-then-write-race',
  title: 'Ownership is checked before a write that does not ask for it',
  category: 'bolaAuthorization',
  severity: 'medium',
  cwe: [367],
  owasp: 'API1:2023',
  messages: {
    race: 'The owner is checked on a reading, and {call} writes without a condition on the owner, so that it may change in between.',
  },
  remediation: 'Put the owner into the ConditionExpression of the write; the reading before it is then not needed.',
  article: 'identification-failures',
  isPerHandler: true,

  find: (program: Program) =>
    reachedAccesses(program)
      .filter(isRace)
      .map((reached) => accessHit('race', reached)),
});

function isRace(reached: ReachedAccess): boolean {
  const { access } = reached;
  if (!isWrite(access) || access.store !== 'DynamoDB' || hasOwnerCondition(access)) return false;
  return isOfCheckedItem(access) || checkedReadings(reached).some((reading) => isSameItem(reading, access));
}

/** Whether the key, or all that is put, is that of an item that was checked, and the identity has no part in it. */
function isOfCheckedItem(access: Access): boolean {
  const { kind, key, item, facts } = access;
  const values = kind === 'put' ? (item === null ? [] : [item]) : key.map(({ value }) => value);
  return values.some((value) => {
    const checked = checkedItems(value, facts).filter(({ path }) => kind !== 'put' || isWholePath(path));
    return checked.some(
      (source) => isSameItem(source.access, access) && !source.access.key.some((part) => isIdentity(part.value)),
    );
  });
}

function checkedItems(value: Value, facts: Facts): ItemSource[] {
  return deepSources(value).filter(
    (source): source is ItemSource => source.kind === 'item' && facts.has(ownedBy(source.access.id)),
  );
}

/** What stands below the item that was checked, in another table or under a longer key, has no owner of its own. */
function isSameItem(reading: Access, written: Access): boolean {
  const [a, b] = [reading.table, written.table].map((table) => (table === null ? undefined : tableName(table)));
  if (a !== undefined && b !== undefined && a !== b) return false;
  const known = new Set(requestedIn(reading));
  return requestedIn(written).every((key) => known.has(key));
}

function requestedIn({ key }: Access): string[] {
  return key.flatMap(({ value }) =>
    deepSources(value).flatMap((one) => (one.kind === 'request' ? [sourceKey(one)] : [])),
  );
}
