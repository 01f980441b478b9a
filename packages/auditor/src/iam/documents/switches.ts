import type { Spot } from './source.ts';
import { isOn, type Tree } from './tree.ts';
import type { Warnings } from './warnings.ts';

/**
 * Whether something is switched on. What only the deployment knows counts as on, with a warning: that it is missing
 * is not proven.
 */
export function isSwitchedOn(tree: Tree | undefined, what: string, spot: Spot, warnings: Warnings): boolean {
  const on = isOn(tree);
  if (on === undefined) warnings.add(tree ?? spot, `Whether ${what} is on is only known when it is deployed.`);
  return on ?? true;
}

/** Whether a key of the customer's own is named; `alias/aws/dynamodb` is the key that everybody gets. */
export function isCustomerKey(key: string | undefined): boolean {
  return key !== undefined && key !== '' && !key.endsWith('alias/aws/dynamodb');
}
