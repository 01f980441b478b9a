import { isJsonObject, type Json, type JsonObject, type Leaf, leavesOf } from '@middlebrick/model';
import { type Revealed, type Signature, signatures } from './dynamodb-signatures.ts';

export type { Revealed } from './dynamodb-signatures.ts';

export interface DynamodbError {
  /** `ValidationException`, … as named in the text, or implied by the message. */
  code?: string;
  /** `GetItem`, … as botocore names it. */
  operation?: string;
  /** The words that were recognised, at most 300 characters. */
  message: string;
  reveals: Revealed;
}

/** botocore's own wrapper: `An error occurred (CODE) when calling the OPERATION operation: …` */
const botocore =
  /An error occurred \((\w{1,80})\) when calling the (\w{1,60}) operation(?: \(reached max retries: \d{1,3}\))?: ?([^\n\r]{0,240})/;
const named =
  /\b(ValidationException|ConditionalCheckFailedException|ResourceNotFoundException|AccessDeniedException|ProvisionedThroughputExceededException|TransactionCanceledException|UnrecognizedClientException|ItemCollectionSizeLimitExceededException)\b/;
const available = /Available indexes are: ([\w.,: -]{1,200})/;

/** Longest text that is searched; an error of the store stands at the front of its answer. */
const longestText = 1 << 20;

/**
 * Finds the error text of DynamoDB, botocore or an AWS SDK in an answer and takes out what it gives away.
 * `undefined` when there is none. Whether the text is content that the API was asked for is the caller's question.
 */
export function dynamodbErrorIn(text: string): DynamodbError | undefined {
  const searched = text.length > longestText ? text.slice(0, longestText) : text;
  const wrapper = botocore.exec(searched);
  const matches = signatures.flatMap((signature) => {
    const match = signature.pattern.exec(searched);
    return match === null ? [] : [{ signature, match }];
  });
  const first = matches[0];
  if (wrapper === null && first === undefined) return undefined;

  const reveals: Revealed = {};
  for (const { signature, match } of matches) addReveals(reveals, signature, match);
  if (wrapper !== null) reveals.library ??= 'boto3';
  const indexes = available.exec(searched)?.[1];
  if (indexes !== undefined) reveals.index ??= indexes.trim();

  const code =
    wrapper?.[1] ?? named.exec(searched)?.[1] ?? matches.find((found) => found.signature.code)?.signature.code;
  const operation = wrapper?.[2];
  const message = (wrapper?.[0] ?? first?.match[0] ?? '').slice(0, 300);
  return {
    ...(code === undefined ? {} : { code }),
    ...(operation === undefined ? {} : { operation }),
    message,
    reveals,
  };
}

function addReveals(reveals: Revealed, signature: Signature, match: RegExpExecArray): void {
  signature.groups?.forEach((field, index) => {
    const value = match[index + 1];
    if (value !== undefined) reveals[field] ??= value.replace(/[.,;:]+$/, '');
  });
  if (signature.library !== undefined) reveals.library ??= signature.library;
}

const attributeTypes = new Set(['S', 'N', 'B', 'BOOL', 'NULL', 'M', 'L', 'SS', 'NS', 'BS']);

/** Whether a value is one `AttributeValue` of DynamoDB's low-level API: `{"S": "…"}`, `{"N": "12"}`, `{"M": {…}}`. */
function isAttributeValue(value: Json): boolean {
  if (!isJsonObject(value)) return false;
  const entries = Object.entries(value);
  const [type, inner] = entries[0] ?? [];
  if (entries.length !== 1 || type === undefined || inner === undefined || !attributeTypes.has(type)) return false;
  if (type === 'S' || type === 'B') return typeof inner === 'string';
  if (type === 'N') return typeof inner === 'string' && /^-?\d{1,40}(?:\.\d{1,40})?(?:[eE][+-]?\d{1,3})?$/.test(inner);
  if (type === 'BOOL') return typeof inner === 'boolean';
  if (type === 'NULL') return inner === true;
  if (type === 'M') return isJsonObject(inner) && Object.values(inner).every(isAttributeValue);
  if (type === 'L') return Array.isArray(inner) && inner.every(isAttributeValue);
  return Array.isArray(inner) && inner.every((item) => typeof item === 'string');
}

/** Where low-level items stand in an answer, and the attributes that they show. */
export interface AttributeValues {
  /** Path of the first item; empty for the whole body. */
  path: string;
  attributes: string[];
}

/** Finds an object with two or more attributes, all of them low-level `AttributeValue`s. */
export function attributeValueShape(json: Json, path = ''): AttributeValues | undefined {
  if (Array.isArray(json)) {
    for (const item of json) {
      const found = attributeValueShape(item, `${path}[]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!isJsonObject(json)) return undefined;
  const entries = Object.entries(json);
  if (entries.length >= 2 && entries.every(([, value]) => isAttributeValue(value))) {
    return { path, attributes: entries.map(([name]) => name) };
  }
  for (const [name, value] of entries) {
    const found = attributeValueShape(value, path === '' ? name : `${path}.${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The result object of an SDK call that was handed on whole. */
export interface RawResult {
  /** Members by which it was recognised: `Items`, `ScannedCount`, … */
  members: string[];
  /** Attribute names in the continuation key: the key schema of the table or index. */
  continuationKey?: string[];
  /** Rows that were read and filtered out before they were sent: of other callers, most often. */
  hiddenRows?: number;
  table?: string;
}

/** Recognises `Items` + `ScannedCount`, `Item` + `ResponseMetadata`, `LastEvaluatedKey`, `$metadata` at the top or one level below. */
export function rawResultShape(json: Json): RawResult | undefined {
  if (!isJsonObject(json)) return undefined;
  const own = rawResultOf(json);
  if (own !== undefined) return own;
  for (const child of Object.values(json)) {
    const inner = isJsonObject(child) ? rawResultOf(child) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function rawResultOf(object: JsonObject): RawResult | undefined {
  const has = (name: string): boolean => Object.hasOwn(object, name);
  const key = object.LastEvaluatedKey ?? object.lastEvaluatedKey ?? object.last_evaluated_key;
  const metadata = object.ResponseMetadata ?? object.$metadata;
  const isMetadata =
    isJsonObject(metadata) &&
    ['HTTPStatusCode', 'RequestId', 'httpStatusCode', 'requestId'].some((name) => Object.hasOwn(metadata, name));
  const isQuery = Array.isArray(object.Items) && has('ScannedCount');
  if (!isQuery && !isMetadata && !(isJsonObject(key) && Object.keys(key).length > 0)) return undefined;

  const names = [
    'Item',
    'Items',
    'Attributes',
    'Count',
    'ScannedCount',
    'LastEvaluatedKey',
    'lastEvaluatedKey',
    'last_evaluated_key',
    'ConsumedCapacity',
    'ResponseMetadata',
    '$metadata',
  ];
  const hidden = Number(object.ScannedCount) - Number(object.Count);
  const capacity = object.ConsumedCapacity;
  const table = isJsonObject(capacity) ? capacity.TableName : undefined;
  return {
    members: names.filter(has),
    ...(isJsonObject(key) ? { continuationKey: Object.keys(key).slice(0, 8) } : {}),
    ...(hidden > 0 ? { hiddenRows: hidden } : {}),
    ...(typeof table === 'string' ? { table } : {}),
  };
}

const keyName = /^(?:pk|sk|gsi\d{0,2}_?(?:pk|sk)|lsi\d{0,2}_?sk|partition_?key|sort_?key|hash_?key|range_?key)$/i;
const keyValue = /^\$?[A-Za-z][\w-]{0,40}#\S{1,400}$/;
/** Written by one object mapper only, whatever the value. */
const mapperField = /^(?:_et|__edb_e__|__edb_v__)$/;

/** Leaves that show how a single-table design builds its keys: `pk: "USER#42"`, `_et: "Order"`. */
export function keyIdioms(json: Json): Leaf[] {
  return leavesOf(json).filter(
    (leaf) =>
      typeof leaf.value === 'string' &&
      ((keyName.test(leaf.key) && keyValue.test(leaf.value)) || mapperField.test(leaf.key)),
  );
}
