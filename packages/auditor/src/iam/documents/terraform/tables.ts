import type { KeySchema, Table } from '../../infrastructure.ts';
import { readStatements } from '../policy.ts';
import { placeOf } from '../source.ts';
import { isCustomerKey, isSwitchedOn } from '../switches.ts';
import { textOf } from '../tree.ts';
import { shown } from '../warnings.ts';
import { blocksIn, type Inner, valueIn } from './blocks.ts';
import type { Instance } from './module.ts';
import type { Reading } from './reading.ts';
import { nameOfInstance } from './references.ts';

/** Adds a table. */
export function readTable(instance: Instance, reading: Reading): void {
  const { run, warnings, drafts, scope } = reading;
  const { address, block } = instance;
  const { header } = block;
  const [recovery] = blocksIn(instance, 'point_in_time_recovery', run);
  const [lifetime] = blocksIn(instance, 'ttl', run);
  const isOn = (what: string, owner: Inner | undefined, name: string) =>
    isSwitchedOn(owner && valueIn(owner, name, run), `${what} of ${shown(address)}`, header, warnings);
  const key = keyOf(instance, reading);
  if (key === undefined) warnings.add(header, `The key of the table ${shown(address)} is not known.`);
  const stream = textOf(valueIn(instance, 'stream_view_type', run));
  const hasStream = isSwitchedOn(
    valueIn(instance, 'stream_enabled', run),
    `the stream of ${shown(address)}`,
    header,
    warnings,
  );
  const table: Table = {
    id: address,
    name: nameOfInstance(instance, run),
    key: key ?? { partition: '' },
    indexes: indexesOf(instance, key, reading),
    hasPointInTimeRecovery: isOn('point-in-time recovery', recovery, 'enabled'),
    hasCustomerKey: hasCustomerKey(instance, reading),
    hasDeletionProtection: isOn('deletion protection', instance, 'deletion_protection_enabled'),
    hasTimeToLive: isOn('time to live', lifetime, 'enabled'),
    ...(hasStream && { stream: stream ?? '' }),
    place: placeOf(header),
  };
  drafts.tables.push({ scope, table });
}

function hasCustomerKey(instance: Instance, { run, warnings }: Reading): boolean {
  const [encryption] = blocksIn(instance, 'server_side_encryption', run);
  if (encryption === undefined) return false;
  const enabled = valueIn(encryption, 'enabled', run);
  const isOn = isSwitchedOn(enabled, `encryption of ${shown(instance.address)}`, instance.block.header, warnings);
  return isOn && isCustomerKey(textOf(valueIn(encryption, 'kms_key_arn', run)));
}

function indexesOf(instance: Instance, table: KeySchema | undefined, reading: Reading): Table['indexes'] {
  const { run, warnings } = reading;
  // A local index shares the partition of its table.
  const localKey = (index: Inner): KeySchema | undefined => {
    const sort = textOf(valueIn(index, 'range_key', run));
    return table && { partition: table.partition, ...(sort !== undefined && { sort }) };
  };
  const indexes = [
    ...blocksIn(instance, 'global_secondary_index', run).map((index) => ({ index, key: keyOf(index, reading) })),
    ...blocksIn(instance, 'local_secondary_index', run).map((index) => ({ index, key: localKey(index) })),
  ];
  return indexes.flatMap(({ index, key }) => {
    const name = textOf(valueIn(index, 'name', run));
    if (name !== undefined && key !== undefined) return [{ name, ...key }];
    warnings.add(index.block.header, `An index of ${shown(instance.address)} is not known.`);
    return [];
  });
}

/** The key of a table or global index: two arguments, or a block for each attribute of it. */
function keyOf(owner: Inner, { run, warnings }: Reading): KeySchema | undefined {
  const elements = blocksIn(owner, 'key_schema', run).map((element) => ({
    name: textOf(valueIn(element, 'attribute_name', run)),
    type: textOf(valueIn(element, 'key_type', run)),
  }));
  const named = (wanted: string) => elements.flatMap(({ name, type }) => (type === wanted ? (name ?? []) : []));
  const partitions = [...[textOf(valueIn(owner, 'hash_key', run))].flatMap((text) => text ?? []), ...named('HASH')];
  const [partition] = partitions;
  if (partition === undefined) return undefined;
  if (partitions.length > 1) {
    warnings.add(
      owner.block.header,
      `A key has several partition attributes, of which only ${shown(partition)} is looked at.`,
    );
  }
  const sort = textOf(valueIn(owner, 'range_key', run)) ?? named('RANGE')[0];
  return { partition, ...(sort !== undefined && { sort }) };
}

/** Adds a resource policy of a table. */
export function readResourcePolicy(instance: Instance, { run, warnings, drafts, scope }: Reading): void {
  const table = textOf(valueIn(instance, 'resource_arn', run));
  const policy = {
    name: instance.address,
    kind: 'resource' as const,
    statements: readStatements(valueIn(instance, 'policy', run), warnings),
    place: placeOf(instance.block.header),
  };
  drafts.policies.push({ scope, policy, holders: table === undefined ? [] : [table] });
}
