import { type Exchange, isSuccess, type Surface } from '@middlebrick/model';
import { complaintsIn } from '../../generate/complaints.ts';
import { type Demands, learn, noDemands } from '../../generate/demands.ts';
import type { FillOptions } from '../../generate/fill-body.ts';
import type { FilledBody } from '../contract.ts';
import { alternativesOf } from './body-schema.ts';
import type { Maker } from './makers.ts';

/** What is known of how a maker wants to be asked. */
export interface Recipe {
  demands: Demands;
  fields: FillOptions['fields'];
  /** Which of the alternatives of the body. */
  alternative: number;
  /** Which of the names of the caller is its id. */
  choice: number;
  /** The refusal that was learnt from last: where it comes again, something else is wrong. */
  said?: string;
}

export const firstRecipe: Recipe = { demands: noDemands, fields: 'all', alternative: 0, choice: 0 };

/** What to change after a refusal; `undefined` when nothing is left that could help. */
export function nextRecipe(
  recipe: Recipe,
  { operation }: Maker,
  surface: Surface,
  { exchange, filled }: { exchange?: Exchange; filled?: FilledBody },
): Recipe | undefined {
  const status = exchange?.response?.status;
  const alternatives = alternativesOf(operation.body?.schema ?? {}, surface).length;
  const other = recipe.alternative + 1 < alternatives ? { ...recipe, alternative: recipe.alternative + 1 } : undefined;
  if (exchange === undefined) return recipe.fields === 'all' ? { ...recipe, fields: 'required' } : other;
  if (status === undefined || [401, 405, 429, 501].includes(status) || isSuccess(exchange)) return undefined;
  const said = exchange.response?.body ?? '';
  if (filled !== undefined && said !== recipe.said) {
    const demands = learn(recipe.demands, complaintsIn(exchange, filled.value), filled.value);
    if (demands !== recipe.demands) return { ...recipe, demands, said };
  }
  // What is somewhere else or somebody else's is not mended by another body.
  if (status === 403 || status === 404) return recipe.choice === 0 ? { ...recipe, choice: 1 } : undefined;
  if (operation.body === undefined) return undefined;
  if (recipe.fields === 'all') return { ...recipe, fields: 'required' };
  return other === undefined ? undefined : { ...other, fields: 'all' };
}
