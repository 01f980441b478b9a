import { coversEveryTable, tablesNamedBy } from './grants-resource.ts';
import type { PolicyStatement, Table } from './infrastructure.ts';

/** Names of attributes that say whom an item belongs to, without separators. */
const ownerNames = new RegExp(
  `^(?:pk|partitionkey|gsi\\d*pk)?(?:${[
    '(?:user|owner|tenant|customer|account|member|org|organi[sz]ation|company|workspace|team|client|patient|student',
    'subscriber|author|creator|seller|buyer|player|profile|household|employee)(?:id|key|uuid|sub|name|email)?',
    '(?:cognito)?(?:sub|identityid|username)',
    'e?mail(?:address)?',
    'createdby|ownedby|belongsto',
  ].join('|')})$`,
);

/** Words in the names of tables of which everybody may read everything, or that hold no data of people at all. */
const sharedWords =
  /(?:^|[^a-z])(?:cache|catalog|catalogue|categories|config|configs|configuration|countries|currencies|feature|features|flags|geo|idempotency|leader|lock|locks|locking|lookup|lookups|migrations|products|prices|reference|schema|schemas|sequence|sequences|state|templates|terraform|translations)(?:[^a-z]|$)/;

/** Words in the names of tables that hold data about people. */
const personalWords =
  /(?:^|[^a-z])(?:account|accounts|address|addresses|applicants?|booking|bookings|candidates?|citizens?|clients?|contacts?|customer|customers|employee|employees|guest|guests|health|household|identities|identity|invoices?|leads|medical|member|members|message|messages|orders?|patient|patients|payment|payments|payroll|people|person|persons|profile|profiles|sessions?|staff|student|students|subscriber|subscribers|user|users|visitors?)(?:[^a-z]|$)/;

/** Whether the items of a table belong to many owners, by what its keys are called. */
export function hasManyOwners({ key, indexes }: Table): boolean {
  return [key, ...indexes].some(({ partition }) => isOwnerName(partition));
}

/** Whether an attribute is called like an owner: `user_id`, `tenantId`, `ownerSub`. */
export function isOwnerName(attribute: string): boolean {
  return ownerNames.test(
    attribute
      .slice(0, 64)
      .toLowerCase()
      .replace(/[^a-z\d]/g, ''),
  );
}

/** Whether a table is called like one that everybody may read, such as a catalogue, or that holds no data of people. */
export function isShared(table: Table): boolean {
  return !hasManyOwners(table) && sharedWords.test(wordsOf(table.name));
}

/** Whether a table holds data about people, by what it and its keys are called. */
export function holdsPersonalData(table: Table): boolean {
  return hasManyOwners(table) || (!isShared(table) && personalWords.test(wordsOf(table.name)));
}

/** Whether a statement is about tables for everybody alone. */
export function isAboutSharedTables({ resources, isNotResource }: PolicyStatement, tables: readonly Table[]): boolean {
  if (isNotResource || resources.length === 0) return false;
  return resources.every((pattern) => {
    const named = coversEveryTable(pattern) ? [] : tablesNamedBy(pattern, tables);
    return named.length > 0 && named.every(isShared);
  });
}

function wordsOf(name: string): string {
  return name
    .slice(0, 256)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase();
}
