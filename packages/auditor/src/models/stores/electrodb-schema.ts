import { type CallArguments, type External, textOf, type Value } from '../../flow/value.ts';
import { textsOf } from './access-draft.ts';
import { inDict } from './dynamo-call.ts';

/*
 * The schema of an entity of ElectroDB: which attributes its keys are made of (electrodb.dev, "Indexes").
 */

export interface EntityIndex {
  /** How it is called in the code: `byUser`. */
  readonly accessor: string;
  /** The index of the table; `null` for the table itself. */
  readonly index: Value | null;
  readonly collections: readonly string[];
  /** The field of the table that the partition key is in. */
  readonly field: string;
  /** Attributes that the partition key is made of. */
  readonly partition: readonly string[];
  readonly sort: readonly string[];
}

/** The indexes of `new Entity({ model, attributes, indexes }, …)`, the table first; none where they cannot be seen. */
export function indexesOf(entity: CallArguments | undefined): EntityIndex[] {
  const indexes = inDict(entity?.positional[0])('indexes');
  if (indexes?.shape.kind !== 'dict') return [];
  return [...indexes.shape.fields]
    .map(([accessor, index]) => indexOf(accessor, index))
    .toSorted((a, b) => Number(a.index !== null) - Number(b.index !== null));
}

function indexOf(accessor: string, value: Value): EntityIndex {
  const given = inDict(value);
  const [partition, sort] = [inDict(given('pk')), inDict(given('sk'))];
  const field = partition('field');
  return {
    accessor,
    index: given('index') ?? null,
    collections: textsOf(given('collection')),
    field: (field === undefined ? undefined : textOf(field)) ?? 'pk',
    partition: textsOf(partition('composite') ?? partition('facets')),
    sort: textsOf(sort('composite') ?? sort('facets')),
  };
}

/** The table of an entity: of its settings, or of the schema. */
export function tableOf(entity: CallArguments | undefined): Value | null {
  return inDict(entity?.positional[1])('table') ?? inDict(entity?.positional[0])('table') ?? null;
}

/** The entities of `new Service({ orders, users })`. */
export function entitiesOf(service: External): Value | undefined {
  return service.arguments?.positional[0];
}
