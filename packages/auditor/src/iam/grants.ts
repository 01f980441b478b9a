import { type ActionName, actionNames, actionOf } from './actions.ts';
import { isNamedForOperations, type RoleKind, type RoleUse, roleUses } from './application-role.ts';
import { actionMatches, applies } from './evaluate.ts';
import { resourceMatches } from './evaluate-resource.ts';
import { any } from './evaluate-truth.ts';
import { exampleOf, openArn, openPattern, tablesOf, withSamples } from './grants-resource.ts';
import type { Infrastructure, Policy, PolicyStatement, Table } from './infrastructure.ts';
import { managedPolicyNamed } from './managed-policies.ts';

/** An Allow statement that is about DynamoDB, with everything that bears on it. */
export interface Grant {
  readonly policy: Policy;
  /** As written. */
  readonly statement: PolicyStatement;
  /** With open resources and samples for variables, for asking what it allows. */
  readonly open: PolicyStatement;
  /** Names the statement whatever line it stands on. */
  readonly subject: string;
  /** Who has it, the most exposed first; `resource` for the policy of a table. */
  readonly kind: RoleKind | 'resource';
  readonly uses: readonly RoleUse[];
  /** From a managed policy of AWS, which nobody can edit. */
  readonly isManaged: boolean;
  /** The actions that it names, with examples of the resources that it allows them on. */
  readonly reach: ReadonlyMap<ActionName, readonly string[]>;
  /** For each role that has it, the open Deny statements of that role. */
  readonly denies: readonly (readonly PolicyStatement[])[];
}

/** An action on a resource, of one that a statement names. */
type ResourceKind = ReturnType<typeof actionOf>['on'][number];

/** A statement that names more tables than these is as clear from these. */
const maxTables = 8;
/** More than the statements that fit into a policy, and than anybody writes to deny something to a role. */
const maxStatements = 250;
const maxDenies = 100;

/** Every rule asks for the same. */
const known = new WeakMap<Infrastructure, readonly Grant[]>();

/** The statements of identity and resource policies that allow something of DynamoDB. */
export function grantsOf(infrastructure: Infrastructure): readonly Grant[] {
  const grants = known.get(infrastructure) ?? findGrants(infrastructure);
  known.set(infrastructure, grants);
  return grants;
}

function findGrants(infrastructure: Infrastructure): readonly Grant[] {
  const uses = roleUses(infrastructure);
  const policies = [...infrastructure.policies.filter(({ kind }) => kind !== 'trust'), ...managedOf(infrastructure)];
  const opened = new Map(policies.map((policy) => [policy, openStatements(policy)] as const));
  const byRole = deniesByRole(opened);
  return [...opened].flatMap(([policy, statements]) => {
    const denies = deniesOf(policy, statements, byRole);
    const holding = policy.kind === 'resource' ? [] : policy.attachedTo.flatMap((id) => uses.get(id) ?? []);
    return statements.flatMap(({ original, open, index }): Grant[] => {
      if (open.effect !== 'Allow') return [];
      const reach = reachOf(open, infrastructure.tables);
      if (reach.size === 0) return [];
      const subject = subjectOf(policy, original, index);
      const kind = policy.kind === 'resource' ? policy.kind : audienceOf(policy, holding);
      const isManaged = !infrastructure.policies.includes(policy);
      return [{ policy, statement: original, open, subject, kind, uses: holding, isManaged, reach, denies }];
    });
  });
}

/** Names a statement whatever line it stands on. */
export function subjectOf(policy: Policy, { sid }: PolicyStatement, index: number): string {
  return `${policy.name}/${sid ?? index}`;
}

interface Opened {
  readonly original: PolicyStatement;
  readonly open: PolicyStatement;
  readonly index: number;
}

function openStatements(policy: Policy): readonly Opened[] {
  return policy.statements.slice(0, maxStatements).flatMap((original, index): Opened[] => {
    const open = openStatement(original);
    return open === undefined ? [] : [{ original, open, index }];
  });
}

/** A statement with open resources and samples for its variables. Undefined when it is about other services alone. */
export function openStatement(original: PolicyStatement): PolicyStatement | undefined {
  const resources = original.resources.flatMap((pattern) => openPattern(pattern) ?? []);
  if (resources.length === 0 && original.resources.length > 0 && !original.isNotResource) return undefined;
  const conditions = original.conditions.map((condition) => ({
    ...condition,
    values: condition.values.map(withSamples),
  }));
  return { ...original, resources, conditions };
}

function deniesByRole(opened: ReadonlyMap<Policy, readonly Opened[]>): ReadonlyMap<string, PolicyStatement[]> {
  const byRole = new Map<string, PolicyStatement[]>();
  for (const [{ kind, attachedTo }, statements] of opened) {
    const denies = kind === 'identity' ? deniesAmong(statements) : [];
    for (const id of attachedTo) byRole.set(id, [...(byRole.get(id) ?? []), ...denies].slice(0, maxDenies));
  }
  return byRole;
}

function deniesOf(
  { kind, attachedTo }: Policy,
  statements: readonly Opened[],
  byRole: ReadonlyMap<string, PolicyStatement[]>,
): readonly (readonly PolicyStatement[])[] {
  const ofRoles = kind === 'identity' ? attachedTo.map((id) => byRole.get(id) ?? []) : [];
  return ofRoles.length > 0 ? ofRoles : [deniesAmong(statements)];
}

function deniesAmong(statements: readonly Opened[]): PolicyStatement[] {
  const denies = statements.filter(({ open }) => open.effect === 'Deny').map(({ open }) => open);
  return denies.slice(0, maxDenies);
}

/** Managed policies of AWS as if the role had them written out. */
function managedOf({ roles }: Infrastructure): Policy[] {
  return roles.flatMap((role) =>
    role.managedPolicies.flatMap((name): Policy[] => {
      const managed = managedPolicyNamed(name);
      if (managed === undefined) return [];
      const statement: PolicyStatement = {
        sid: name,
        effect: 'Allow',
        actions: managed.actions,
        isNotAction: managed.isNotAction === true,
        resources: ['*'],
        isNotResource: false,
        principals: [],
        conditions: [],
        place: role.place,
      };
      return [{ name: role.id, kind: 'identity', attachedTo: [role.id], statements: [statement], place: role.place }];
    }),
  );
}

const exposed: readonly RoleKind[] = ['users', 'application', 'unknown', 'operations'];

function audienceOf(policy: Policy, uses: readonly RoleUse[]): RoleKind {
  const kinds = new Set(uses.map(({ kind }) => kind));
  return exposed.find((kind) => kinds.has(kind)) ?? (isNamedForOperations(policy.name) ? 'operations' : 'unknown');
}

/** The actions that an open statement names, with examples of the resources that it allows them on. */
export function reachOf(open: PolicyStatement, tables: readonly Table[]): ReadonlyMap<ActionName, readonly string[]> {
  const named = actionNames.filter((name) => {
    const isNamed = any(open.actions.map((pattern) => actionMatches(pattern, `dynamodb:${name}`)));
    return open.isNotAction ? isNamed === 'no' : isNamed === 'yes';
  });
  if (named.length === 0) return new Map();
  const byKind = examplesByKind(open, tables);
  const reach = named.map((name) => [name, [...actionOf(name).on.flatMap((kind) => byKind.get(kind) ?? [])]] as const);
  return new Map(reach.filter(([, examples]) => examples.length > 0));
}

/** Resources that a statement allows, of each kind. */
function examplesByKind(open: PolicyStatement, tables: readonly Table[]): ReadonlyMap<ResourceKind, readonly string[]> {
  const isReached = (resource: string) => applies(anyAction(open), { action: 'dynamodb:GetItem', resource }) === 'yes';
  const known = tablesOf(open, tables).slice(0, maxTables);
  const patterns = open.isNotResource || open.resources.length === 0 ? ['*'] : open.resources;
  const named = known.map(({ name }) => openArn(name));
  // The index of a table is known, its name in the pattern may be any: both are looked at.
  const bases = [...new Set([...named, ...patterns.slice(0, maxTables).map(baseOf)])];
  const indexes = new Map(known.map(({ name, indexes }) => [openArn(name), indexes.map((index) => index.name)]));
  const all: Record<ResourceKind, string[]> = {
    table: bases,
    index: bases.flatMap((base) => [...(indexes.get(base) ?? []), 'x'].map((name) => `${base}/index/${name}`)),
    stream: bases.map((base) => `${base}/stream/x`),
    other: [exampleOf('*')],
  };
  // An index or stream may be named as such; tables are all among the bases.
  const written = patterns.map(exampleOf);
  return new Map(
    (['table', 'index', 'stream', 'other'] as const).map((kind) => {
      const own = written.filter((example) => example.includes(`/${kind}/`));
      return [kind, [...new Set([...all[kind].filter(isReached), ...own.filter(isReached)])]];
    }),
  );
}

function anyAction(open: PolicyStatement): PolicyStatement {
  return { ...open, actions: ['*'], isNotAction: false, conditions: [] };
}

/** The table that a resource belongs to. */
function baseOf(pattern: string): string {
  if (resourceMatches(pattern, openArn('x'), new Map()) === 'yes') return openArn('x');
  const example = exampleOf(pattern);
  return example.includes(':table/')
    ? example.replace(/(:table\/[^/]*)\/.*$/s, '$1')
    : example.replace(/\/(?:index|stream)\/.*$/s, '');
}
