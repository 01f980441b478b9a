import type { KeySchema, Table } from '../../infrastructure.ts';
import { readStatements } from '../policy.ts';
import { placeOf, type Spot } from '../source.ts';
import { isCustomerKey, isSwitchedOn } from '../switches.ts';
import { at, entriesOf, isAbsent, itemsOf, mapTree, type Tree, textOf, textTree } from '../tree.ts';
import { shown, type Warnings } from '../warnings.ts';
import type { Reading } from './reading.ts';
import { nameOfResource } from './references.ts';
import type { Resource } from './template.ts';

/** Adds a table and its resource policies. */
export function readTable(resource: Resource, { scope, resolve, drafts, warnings }: Reading): void {
  const properties = resolve(tableProperties(resource));
  const table = tableOf(resource, properties, nameOfResource(resource, resolve), warnings);
  drafts.tables.push({ scope, table });

  const replicas = itemsOf(at(properties, 'Replicas'));
  const documents = [properties, at(properties, 'StreamSpecification'), ...replicas].flatMap((part) => {
    const document = at(part, 'ResourcePolicy', 'PolicyDocument');
    return document === undefined ? [] : [document];
  });
  for (const document of documents) {
    const policy = {
      name: `${resource.id}/ResourcePolicy`,
      kind: 'resource' as const,
      statements: readStatements(document, warnings),
      place: placeOf(document),
    };
    drafts.policies.push({ scope, policy, holders: [table.name] });
  }
}

/** The simple table of SAM has the key `id` unless it says otherwise. */
function tableProperties({ type, key, properties }: Resource): Tree | undefined {
  if (type !== 'AWS::Serverless::SimpleTable') return properties;
  const name = at(properties, 'PrimaryKey', 'Name') ?? textTree(key, 'id');
  const schema = mapTree(key, { AttributeName: name, KeyType: textTree(key, 'HASH') });
  const given = Object.fromEntries(entriesOf(properties).map(([property, { value }]) => [property, value]));
  return mapTree(key, { ...given, KeySchema: schema });
}

function tableOf({ id, key }: Resource, properties: Tree | undefined, name: string, warnings: Warnings): Table {
  const isOn = (what: string, ...path: string[]) =>
    isSwitchedOn(at(properties, ...path), `${what} of ${shown(id)}`, key, warnings);
  const replicas = itemsOf(at(properties, 'Replicas'));
  // Of a global table these are settings of every replica.
  const everywhere = (what: string, ...path: string[]) =>
    replicas.length > 0 && !replicas.some((replica) => isAbsent(at(replica, ...path)))
      ? replicas.every((replica) => isSwitchedOn(at(replica, ...path), `${what} of ${shown(id)}`, key, warnings))
      : isOn(what, ...path);
  const stream = at(properties, 'StreamSpecification', 'StreamViewType');
  return {
    id,
    name,
    key: keyOf({ tree: properties, spot: key, what: `the table ${shown(id)}` }, warnings) ?? { partition: '' },
    indexes: indexesOf(properties, warnings),
    hasPointInTimeRecovery: everywhere(
      'point-in-time recovery',
      'PointInTimeRecoverySpecification',
      'PointInTimeRecoveryEnabled',
    ),
    hasCustomerKey: hasCustomerKey(properties, replicas),
    hasDeletionProtection: everywhere('deletion protection', 'DeletionProtectionEnabled'),
    hasTimeToLive: isOn('time to live', 'TimeToLiveSpecification', 'Enabled'),
    ...(stream !== undefined && { stream: textOf(stream) ?? '' }),
    place: placeOf(key),
  };
}

function hasCustomerKey(properties: Tree | undefined, replicas: readonly Tree[]): boolean {
  const [own, ...copies] = [properties, ...replicas].map((part) =>
    isCustomerKey(anyText(at(part, 'SSESpecification', 'KMSMasterKeyId'))),
  );
  return own === true || (copies.length > 0 && copies.every(Boolean));
}

/** A key that is named under a condition is one. */
function anyText(tree: Tree | undefined): string | undefined {
  return itemsOf(tree).flatMap((item) => textOf(item) ?? [])[0];
}

function indexesOf(properties: Tree | undefined, warnings: Warnings): Table['indexes'] {
  const indexes = ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'].flatMap((kind) => itemsOf(at(properties, kind)));
  return indexes.flatMap((index) => {
    const name = textOf(at(index, 'IndexName'));
    if (name === undefined) return [];
    const key = keyOf({ tree: index, spot: index, what: `the index ${shown(name)}` }, warnings);
    return key === undefined ? [] : [{ name, ...key }];
  });
}

interface Owner {
  /** The table or index. */
  readonly tree: Tree | undefined;
  readonly spot: Spot;
  readonly what: string;
}

function keyOf({ tree, spot, what }: Owner, warnings: Warnings): KeySchema | undefined {
  const elements = itemsOf(at(tree, 'KeySchema'));
  const named = (type: string) =>
    elements.flatMap((element) =>
      textOf(at(element, 'KeyType')) === type ? (textOf(at(element, 'AttributeName')) ?? []) : [],
    );
  const [partitions, sorts] = [named('HASH'), named('RANGE')];
  const [partition, sort] = [partitions[0], sorts[0]];
  if (partition === undefined) warnings.add(spot, `The key of ${what} is not known.`);
  if (partitions.length > 1) {
    warnings.add(
      spot,
      `The key of ${what} has several partition attributes, of which only ${shown(partition ?? '')} is looked at.`,
    );
  }
  if (partition === undefined) return undefined;
  return { partition, ...(sort !== undefined && { sort }) };
}
