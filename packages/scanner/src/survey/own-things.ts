import type { Exchange, Identity, Operation, Surface } from '@middlebrick/model';
import type { MadeObject } from '../active/contract.ts';
import { objectParameter } from './bindings.ts';
import { resourceOf } from './naming.ts';
import { type Produced, producedBy } from './produced.ts';
import type { Values } from './survey.ts';

/** What APIs call the people who sign in to them. */
export const callerResources: readonly string[] =
  'user account customer member patient client profile person student employee owner'.split(' ');

/** The ids of a caller, from its token, its login or the configuration, offered as ids of a user. */
export function ownIds(identity: Identity): Produced[] {
  return identity.subjects.flatMap((value, index) =>
    callerResources.map((resource) => ({
      identity: identity.name,
      operation: '',
      producer: 'self' as const,
      field: 'id',
      value,
      resource,
      record: `subject/${identity.name}/${index}`,
      depth: index,
    })),
  );
}

/** The ids of what the scan made, as its maker was told them or chose them. */
export function madeIds(
  made: readonly MadeObject[],
  surface: Pick<Surface, 'operations'>,
  operations: readonly Operation[],
): Produced[] {
  return made.flatMap(({ operation, values, exchange }) => {
    const maker = surface.operations.find(({ id }) => id === operation);
    if (maker === undefined) return [];
    return [...chosenKey(maker, values, exchange), ...producedBy(exchange, maker, operations, values)];
  });
}

/** `PUT /books/{isbn}` makes a book whose key stands in the path alone. */
function chosenKey(maker: Operation, values: Values, { identity, id }: Exchange): Produced[] {
  const parameter = maker.method === 'PUT' ? objectParameter(maker)?.name : undefined;
  const value = parameter === undefined ? undefined : values[parameter];
  if (parameter === undefined || value === undefined) return [];
  const resource = resourceOf(maker.path);
  const record = `${id}/request`;
  return [
    { identity, operation: maker.id, producer: 'client-chosen', field: parameter, value, resource, record, depth: 0 },
  ];
}
