import type { Json, SchemaNode } from '@middlebrick/model';
import { numberField } from '../surface/legal-number.ts';
import { typeOf } from '../surface/merged-schema.ts';
import { field } from '../surface/spec-node.ts';
import type { FieldDemand } from './demands.ts';

/** Formats of demands that are no formats of JSON Schema: they say how a text is spelt. */
const spellings: ReadonlyMap<string, string> = new Map([
  ['letters', '^[A-Za-z]+$'],
  ['alphanumeric', '^[A-Za-z0-9]+$'],
  ['lowercase', '^[a-z0-9]+$'],
  ['hex', '^[0-9a-f]+$'],
]);

const boundNames: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['string', ['minLength', 'maxLength']],
  ['integer', ['minimum', 'maximum']],
  ['number', ['minimum', 'maximum']],
  ['array', ['minItems', 'maxItems']],
]);

/** A schema with what complaints have taught about its field: the API knows better than its description. */
export function underDemand(schema: SchemaNode, demand: FieldDemand | undefined): SchemaNode {
  if (demand === undefined) return schema;
  const typed = demand.type === undefined ? schema : { ...schema, type: demand.type };
  const type = typeOf(typed);
  return {
    ...typed,
    ...(demand.type === undefined ? {} : { type: demand.type }),
    ...boundsUnder(typed, type, demand),
    ...choicesUnder(typed, type, demand),
    ...formatUnder(demand),
    ...(demand.isFilled === true && type === 'boolean' ? { const: true } : {}),
  };
}

function boundsUnder(schema: SchemaNode, type: string, demand: FieldDemand): SchemaNode {
  const names = boundNames.get(type);
  if (names === undefined) return {};
  const [lower, upper] = names;
  const filled = demand.isFilled === true && type !== 'integer' && type !== 'number' ? 1 : undefined;
  const least = demand.least ?? filled;
  const declaredMost = numberField(schema, upper) ?? Infinity;
  const declaredLeast = numberField(schema, lower) ?? -Infinity;
  const most = demand.most;
  return {
    ...(least === undefined
      ? {}
      : { [lower]: Math.max(least, declaredLeast > (most ?? Infinity) ? least : declaredLeast) }),
    ...(least !== undefined && declaredMost < least ? { [upper]: undefined } : {}),
    ...(most === undefined ? {} : { [upper]: Math.min(most, declaredMost) }),
    ...(most !== undefined && declaredLeast > most && least === undefined ? { [lower]: undefined } : {}),
  };
}

function choicesUnder(schema: SchemaNode, type: string, { choices }: FieldDemand): SchemaNode {
  if (choices === undefined) return {};
  const declared = field(schema, 'enum');
  const said = choices.map((choice): Json => {
    return (type === 'integer' || type === 'number') && Number.isFinite(Number(choice)) ? Number(choice) : choice;
  });
  const shared = Array.isArray(declared) ? said.filter((choice) => declared.includes(choice)) : said;
  return type === 'array' ? {} : { enum: shared.length > 0 ? shared : said, const: undefined };
}

function formatUnder({ format }: FieldDemand): SchemaNode {
  if (format === undefined) return {};
  const pattern = spellings.get(format);
  return pattern === undefined ? { format, pattern: undefined } : { pattern };
}
