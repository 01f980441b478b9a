import type { Place } from '../../rules/contract.ts';
import type { CloudFunction, Policy, Role, Table } from '../infrastructure.ts';

/*
 * What one template says, before it is known what the texts in it refer to: a role may be named in one file, have its
 * policy in a second and its function in a third.
 */

interface Draft {
  /** The template or module whose ids are unique; texts are looked up here first. */
  readonly scope: string;
}

export interface TableDraft extends Draft {
  readonly table: Table;
}

export interface RoleDraft extends Draft {
  readonly role: Omit<Role, 'managedPolicies'>;
  /** ARNs of managed policies, in the templates or not. */
  readonly managedPolicies: readonly string[];
}

export interface PolicyDraft extends Draft {
  readonly policy: Omit<Policy, 'attachedTo'>;
  /** Names or ARNs of roles; of tables when it is a resource policy. */
  readonly holders: readonly string[];
  /** Of a managed policy, by which roles name it. */
  readonly arn?: string;
}

export interface FunctionDraft extends Draft {
  readonly id: string;
  readonly name: string;
  readonly handler?: string;
  /** Name or ARN of its role. */
  readonly role?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly place: Place;
}

/** All variables of a function together have four kilobytes. */
export const maxVariables = 300;

export interface RouteDraft extends Draft {
  readonly route: CloudFunction['routes'][number];
  /** Name or ARN of the function, or a text with it inside, such as the address of an integration. */
  readonly target: string;
}

/** A managed policy that a statement of its own gives to a role. */
export interface AttachmentDraft extends Draft {
  readonly role: string;
  readonly policy: string;
}

export interface Drafts {
  readonly tables: TableDraft[];
  readonly roles: RoleDraft[];
  readonly policies: PolicyDraft[];
  readonly functions: FunctionDraft[];
  readonly routes: RouteDraft[];
  readonly attachments: AttachmentDraft[];
}

export function createDrafts(): Drafts {
  return { tables: [], roles: [], policies: [], functions: [], routes: [], attachments: [] };
}
