import { normalName } from './field-name.ts';

/** Why a field is for the inside of a service only. */
export interface InternalName {
  kind:
    | 'credential-storage'
    | 'store-key'
    | 'library-field'
    | 'lifecycle'
    | 'staff-notes'
    | 'risk'
    | 'login-state'
    | 'commercial';
  reason: string;
}

interface Rule extends InternalName {
  name: RegExp;
}

/** Rules on whole names in the spelling of `normalName`. `note` and `notes` alone are what users write, so they are not here. */
const rules: readonly Rule[] = [
  {
    kind: 'credential-storage',
    reason: 'how a password is stored',
    name: /^(?:\w{0,40}_)?(?:password|passwd|pwd)_(?:hash|salt|digest|algorithm|history)$|^(?:hashed|encrypted)_(?:password|pwd)$|^salt$/,
  },
  {
    kind: 'store-key',
    reason: 'the key of a DynamoDB index',
    name: /^(?:gsi|lsi)_?\d{1,2}_?(?:pk|sk|hash|range|partition_?key|sort_?key)?$|^(?:partition|sort|range|hash)_key$|^(?:pk|sk)\d{1,2}$/,
  },
  {
    kind: 'staff-notes',
    reason: 'written by staff for staff',
    name: /^(?:internal|admin|staff|moderation|moderator|support|agent|reviewer|private)_(?:notes?|comments?|remarks?|memo)$/,
  },
  { kind: 'staff-notes', reason: 'named internal by its author', name: /^(?:is_)?internal(?:_\w{1,40})?$/ },
  {
    kind: 'lifecycle',
    reason: 'the state of a record that no longer exists for its readers',
    name: /^(?:is_)?(?:deleted|soft_deleted)$|^deleted_by$/,
  },
  {
    kind: 'risk',
    reason: 'how the service judges its user',
    name: /^(?:risk|fraud|trust|abuse|spam|churn)_(?:score|level|flags?|rating|reason)$|^(?:is_)?(?:shadow_?banned|flagged|blacklisted|watch_?listed)$|^moderation_(?:status|reason|flags?|score)$/,
  },
  {
    kind: 'login-state',
    reason: 'of use to whoever attacks a sign-in',
    name: /^(?:failed_)?(?:login|signin|password)_(?:attempts?|failures?)$|^failed_(?:login_)?(?:count|attempts)$|^token_version$|^(?:last_|signup_|registration_|login_|current_)(?:login_|sign_in_)?ip(?:_address)?$|^security_questions?$/,
  },
  {
    kind: 'commercial',
    reason: 'what the business pays or earns',
    name: /^(?:cost|wholesale|supplier|purchase)_price$|^(?:profit|gross)?_?margin$|^supplier_cost$/,
  },
];

/** Names told by their exact spelling, written by one library only. */
const libraryFields: Readonly<Record<string, string>> = {
  __v: 'the version key of Mongoose',
  _class: 'the Java class, written by Spring Data',
  _et: 'the entity type of DynamoDB Toolbox',
  _ct: 'the creation time of DynamoDB Toolbox',
  _md: 'the modification time of DynamoDB Toolbox',
  __edb_e__: 'the entity name of ElectroDB',
  __edb_v__: 'the entity version of ElectroDB',
  _rid: 'the resource id of Cosmos DB',
  __typename__: 'a type marker of the storage layer',
  $$hashKey: 'a marker of AngularJS that was stored by accident',
  _sa_instance_state: 'the object state of SQLAlchemy',
  _password: 'a private attribute of the model',
};

/** Pairs that are a table's key together; alone each is an ordinary name (Django calls every id `pk`). */
const keyPair = /^(?:pk|sk)$/i;

/**
 * Whether a field's name says that it is for the inside of the service, and why.
 *
 * @param key the field's name as the API spells it
 * @param siblings all names of the same object; with them, `pk` and `sk` count only as a pair
 */
export function internalName(key: string, siblings?: ReadonlySet<string>): InternalName | undefined {
  const library = Object.hasOwn(libraryFields, key) ? libraryFields[key] : undefined;
  if (library !== undefined) return { kind: 'library-field', reason: library };
  if (keyPair.test(key) && hasKeyPair(siblings)) return { kind: 'store-key', reason: 'the key of the table' };
  const name = normalName(key);
  const rule = rules.find((candidate) => candidate.name.test(name));
  return rule === undefined ? undefined : { kind: rule.kind, reason: rule.reason };
}

function hasKeyPair(siblings: ReadonlySet<string> | undefined): boolean {
  if (siblings === undefined) return true;
  return (siblings.has('pk') && siblings.has('sk')) || (siblings.has('PK') && siblings.has('SK'));
}
