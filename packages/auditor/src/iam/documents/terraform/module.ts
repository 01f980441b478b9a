import type { Tree } from '../tree.ts';
import type { Attribute, Block, Expression } from './hcl.ts';

/** A folder of Terraform, called with certain values. */
export interface Module {
  /** From the root of the audit, without a slash at its end. */
  readonly folder: string;
  /** The folder in which Terraform runs. */
  readonly rootFolder: string;
  /** `module.orders.`, before the addresses of what is in it; empty for the root. */
  readonly prefix: string;
  readonly resources: ReadonlyMap<string, Block>;
  readonly variables: ReadonlyMap<string, Block>;
  readonly locals: ReadonlyMap<string, Attribute>;
  readonly outputs: ReadonlyMap<string, Block>;
  readonly calls: ReadonlyMap<string, Block>;
  /** Files of values that Terraform loads by itself. */
  readonly values: ReadonlyMap<string, Attribute>;
  /** What the caller gives for a variable; undefined when it gives nothing. */
  readonly input: (name: string) => Tree | undefined;
  /** Modules that are called, by the name of the call, when their folder is known; several for a loop. */
  readonly children: Map<string, readonly Called[]>;
}

export interface Called {
  /** `module.orders["eu"]` */
  readonly address: string;
  readonly module: Module;
}

/** What expressions can name besides the module: loop variables and the instance of a resource. */
export interface Scope {
  readonly module: Module;
  readonly names: ReadonlyMap<string, Tree>;
  readonly each?: { readonly key: Tree; readonly value: Tree };
  readonly count?: Tree;
}

/** One instance of a resource or data source. */
export interface Instance {
  /** `module.orders.aws_dynamodb_table.this["eu"]` */
  readonly address: string;
  readonly type: string;
  readonly block: Block;
  readonly scope: Scope;
}

/** The key of a resource within its module: data sources have their own names. */
export function resourceKey(type: string, name: string, isData: boolean): string {
  return `${isData ? 'data.' : ''}${type}.${name}`;
}

/** An argument of a block. */
export function argument(block: Block, name: string): Expression | undefined {
  return block.attributes.get(name)?.value;
}
