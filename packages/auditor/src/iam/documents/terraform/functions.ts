import { unknown } from '../text.ts';
import { itemsOf, type Tree, textTree } from '../tree.ts';
import { evaluate } from './evaluate.ts';
import { fileFunctions } from './file-functions.ts';
import type { CallExpression } from './hcl.ts';
import { listFunctions } from './list-functions.ts';
import type { Scope } from './module.ts';
import { nameOf, type Run } from './run.ts';
import { textFunctions } from './text-functions.ts';

/** The value of a call; undefined where it hangs on something unknown. */
export type TerraformFunction = (values: readonly Tree[], call: CallExpression) => Tree | undefined;

const functions: Readonly<Record<string, TerraformFunction>> = { ...listFunctions, ...textFunctions };

/** Calls a function of Terraform. */
export function callFunction(call: CallExpression, scope: Scope, run: Run): Tree {
  const values = call.arguments.map((value) => evaluate(value, scope, run));
  const last = values.at(-1);
  if (call.isSpread && last !== undefined) values.splice(-1, 1, ...(last.kind === 'list' ? last.items : itemsOf(last)));
  const ofFiles = Object.hasOwn(fileFunctions, call.name) ? fileFunctions[call.name] : undefined;
  if (ofFiles !== undefined) return ofFiles(values, call, scope, run) ?? textTree(call, unknown(nameOf(call)));
  const known = Object.hasOwn(functions, call.name) ? functions[call.name] : undefined;
  return known?.(values, call) ?? textTree(call, unknown(nameOf(call)));
}
