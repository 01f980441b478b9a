import type {
  CloudFunction,
  Condition,
  Infrastructure,
  Policy,
  PolicyStatement,
  Role,
  Table,
} from '../../iam/infrastructure.ts';
import type { Place } from '../contract.ts';

/** Operator, key, values: as in the JSON of a policy. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** A statement as in the JSON of a policy. */
export interface JsonStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Condition?: Conditions;
}

export const own = `\${aws:PrincipalTag/tenant}`;
export const leadingKeys = 'dynamodb:LeadingKeys';

/** Conditions that keep to the rows of the own tenant. */
export const ownRows: Conditions = {
  'ForAllValues:StringEquals': { [leadingKeys]: own },
  Null: { [leadingKeys]: 'false' },
};

/** The ARN of something below a table, in an account that the template does not say. */
export function arn(path: string): string {
  return `arn:aws:dynamodb:\${?Region}:\${?Account}:table/${path}`;
}

export function placeAt(line: number, path = 'template.yaml'): Place {
  return { path, line, column: 1, endLine: line, endColumn: 2 };
}

/** A statement that allows actions of DynamoDB: names without prefix get it. */
export function allow(
  actions: string | readonly string[],
  resources: string | readonly string[] = arn('orders'),
  conditions: Conditions = {},
): JsonStatement {
  return { Effect: 'Allow', Action: prefixed(actions), Resource: resources, Condition: conditions };
}

export function deny(
  actions: string | readonly string[],
  conditions: Conditions = {},
  resources: string | readonly string[] = '*',
): JsonStatement {
  return { Effect: 'Deny', Action: prefixed(actions), Resource: resources, Condition: conditions };
}

function prefixed(actions: string | readonly string[]): string[] {
  return [actions].flat().map((action) => (/^\*|:/.test(action) ? action : `dynamodb:${action}`));
}

/** The statement as the readers of templates give it. */
export function statementOf(json: JsonStatement, line = 1): PolicyStatement {
  const principals = typeof json.Principal === 'string' ? { '': json.Principal } : (json.Principal ?? {});
  return {
    ...(json.Sid === undefined ? {} : { sid: json.Sid }),
    effect: json.Effect,
    actions: [json.Action ?? json.NotAction ?? []].flat(),
    isNotAction: json.NotAction !== undefined,
    resources: [json.Resource ?? json.NotResource ?? []].flat(),
    isNotResource: json.NotResource !== undefined,
    principals: Object.entries(principals).flatMap(([kind, names]) =>
      [names].flat().map((name) => (kind === '' ? name : `${kind}:${name}`)),
    ),
    conditions: Object.entries(json.Condition ?? {}).flatMap(([operator, keys]): Condition[] =>
      Object.entries(keys).map(([key, values]) => ({ operator, key, values: [values].flat() })),
    ),
    place: placeAt(line),
  };
}

/** A policy whose statements stand on the lines from `line` on. */
export function policy(
  name: string,
  statements: readonly JsonStatement[],
  {
    attachedTo = [],
    kind = 'identity',
    line = 10,
  }: Partial<Pick<Policy, 'attachedTo' | 'kind'>> & { line?: number } = {},
): Policy {
  return {
    name,
    kind,
    attachedTo,
    statements: statements.map((json, index) => statementOf(json, line + index)),
    place: placeAt(line),
  };
}

export interface RoleParts {
  readonly name?: string;
  readonly trust?: readonly string[];
  readonly statements?: readonly JsonStatement[];
  readonly managed?: readonly string[];
  /** The sessions may be tagged by who assumes the role. */
  readonly isTagged?: boolean;
}

/** A role on line 5 with its policies; the trust of a Lambda function when nothing else is said. */
export function role(id: string, parts: RoleParts = {}): Partial<Infrastructure> {
  const { name = id, trust = ['Service:lambda.amazonaws.com'], statements = [], managed = [] } = parts;
  const entry: Role = { id, name, managedPolicies: managed, place: placeAt(5) };
  const action = trust.some((principal) => principal.startsWith('Federated:'))
    ? 'sts:AssumeRoleWithWebIdentity'
    : 'sts:AssumeRole';
  const trustStatement: PolicyStatement = {
    effect: 'Allow',
    actions: parts.isTagged === true ? [action, 'sts:TagSession'] : [action],
    isNotAction: false,
    resources: [],
    isNotResource: false,
    principals: trust,
    conditions: [],
    place: placeAt(6),
  };
  const trustPolicy: Policy = {
    name: `${id}/AssumeRolePolicyDocument`,
    kind: 'trust',
    attachedTo: [id],
    statements: [trustStatement],
    place: placeAt(6),
  };
  return {
    roles: [entry],
    policies: [
      ...(trust.length === 0 ? [] : [trustPolicy]),
      ...(statements.length === 0 ? [] : [policy(`${id}/Policies/0`, statements, { attachedTo: [id] })]),
    ],
  };
}

/** A function with a role, and the HTTP routes that call it. */
export function cloudFunction(id: string, roleId: string, routes: readonly string[] = []): Partial<Infrastructure> {
  const entry: CloudFunction = {
    id,
    handler: `src/${id}.handler`,
    role: roleId,
    environment: {},
    routes: routes.map((route) => {
      const [method = '', path = ''] = route.split(' ');
      return { method, path, place: placeAt(8) };
    }),
    place: placeAt(7),
  };
  return { functions: [entry] };
}

/** A function that answers requests, with the statements of its role `ApiRole` on the lines from 10 on. */
export function api(...statements: readonly JsonStatement[]): Partial<Infrastructure>[] {
  return [role('ApiRole', { statements }), cloudFunction('Api', 'ApiRole', ['GET /orders'])];
}

/** Statements in a file of their own, of which it is not known who has them. */
export function detached(name: string, ...statements: readonly JsonStatement[]): Partial<Infrastructure> {
  return { policies: [policy(name, statements)] };
}

/** A table on line 3, with every protection unless it is taken away. */
export function table(name: string, parts: Partial<Table> = {}): Partial<Infrastructure> {
  return { tables: [tableEntry(name, parts)] };
}

export function tableEntry(name: string, parts: Partial<Table> = {}): Table {
  return {
    id: `${name}Table`,
    name,
    key: { partition: 'id' },
    indexes: [],
    hasPointInTimeRecovery: true,
    hasCustomerKey: true,
    hasDeletionProtection: true,
    hasTimeToLive: false,
    place: placeAt(3),
    ...parts,
  };
}

/** All parts as one. */
export function infrastructure(...parts: readonly Partial<Infrastructure>[]): Infrastructure {
  return {
    tables: parts.flatMap(({ tables = [] }) => tables),
    functions: parts.flatMap(({ functions = [] }) => functions),
    roles: parts.flatMap(({ roles = [] }) => roles),
    policies: parts.flatMap(({ policies = [] }) => policies),
    warnings: parts.flatMap(({ warnings = [] }) => warnings),
  };
}
