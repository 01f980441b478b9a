import { isJsonObject, type JsonObject, type SchemaNode, type Surface } from '@middlebrick/model';
import type { FilledBody } from '../active/contract.ts';
import { mergedSchema } from '../surface/merged-schema.ts';
import { field } from '../surface/spec-node.ts';
import type { Values } from '../survey/survey.ts';
import { withAskedFor } from './asked-for.ts';
import { type Demands, noDemands } from './demands.ts';
import { fillValue } from './fill-value.ts';
import type { Filling, Place } from './filling.ts';
import { varied } from './vary-body.ts';

export interface FillOptions {
  surface: Pick<Surface, 'resolve'>;
  /** Values for fields of these names at any depth (ids of parents, references), in the type that the field has. */
  values?: Values;
  /** A new text on each call, letters and digits, beginning with a letter: goes into every free string that can hold it. */
  unique(): string;
  /** Whether optional fields are filled, too. Those that the server decides never are: read-only ones, `id`, `created_at`. */
  fields: 'required' | 'all';
  /** What complaints have taught. */
  demands?: Demands;
  /** A body that was accepted before: every field keeps its value but free strings get new canaries. */
  base?: JsonObject;
  /** Names of fields that look like identifiers and that the client chooses: they take a unique text. */
  ownKeys?: readonly string[];
  /** The day that dates are chosen around, `2026-11-22`; else one in the years to come. */
  today?: string;
}

const mostNodes = 2000;
const mostJudged = 20_000;
/** Years may pass before it is no future any more. */
const usualDay = '2031-03-01';

/**
 * A legal body for a schema, a new canary in every free string. Deterministic for a deterministic `unique`. Gives
 * `undefined` when the schema wants no object, when a required field names an object and no value is given for it, and
 * when nothing legal is found within the bounds.
 */
export function fillBody(schema: SchemaNode, options: FillOptions): FilledBody | undefined {
  const filling: Filling = {
    options,
    demands: options.demands ?? noDemands,
    fields: options.fields,
    today: /^\d{4}-\d\d-\d\d$/.test(options.today ?? '') ? (options.today as string) : usualDay,
    walk: { resolve: (node) => options.surface.resolve(node), left: mostNodes },
    judging: { left: mostJudged },
    count: { next: 1 },
    optional: { count: 0 },
    met: new Set(),
  };
  if (!takesObject(schema, filling)) return undefined;
  const root: Place = { path: '', name: '', depth: 0, isRequired: true, turn: 0, decided: [] };
  const asObject = { allOf: [schema, { type: 'object' }] };
  const filled =
    options.base === undefined ? fillValue(asObject, root, filling) : varied(asObject, options.base, root, filling);
  if (filled === undefined || !isJsonObject(filled.value)) return undefined;
  return withAskedFor({ value: filled.value, canaries: filled.canaries }, root, filling);
}

/** Whether a schema does not say that it wants something else than an object. */
function takesObject(schema: SchemaNode, { walk }: Filling): boolean {
  const declared = field(mergedSchema(walk.resolve(schema), walk, 0).node, 'type');
  return declared === undefined || declared === 'object' || (Array.isArray(declared) && declared.includes('object'));
}
