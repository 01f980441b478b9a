import { readFileSync } from 'node:fs';
import type { Place } from '../../rules/contract.ts';
import type { Infrastructure, PolicyStatement, Table } from '../infrastructure.ts';
import { readInfrastructure } from './index.ts';

/** Reads files of `fixtures`. */
export function readFixtures(...paths: readonly string[]): Promise<Infrastructure> {
  return readInfrastructure(paths.map((path) => ({ path, text: fixture(path) })));
}

export function fixture(path: string): string {
  return readFileSync(new URL(`fixtures/${path}`, import.meta.url), 'utf8');
}

/** Reads texts by path and describes what is in them. */
export async function described(texts: Readonly<Record<string, string>>): Promise<string[]> {
  return describeAll(await readInfrastructure(Object.entries(texts).map(([path, text]) => ({ path, text }))));
}

/** Everything that is known of an infrastructure, one line for a thing, so that whole results can be compared. */
export function describeAll({ tables, functions, roles, policies, warnings }: Infrastructure): string[] {
  return [
    ...tables.map((table) => `table ${table.id} = ${table.name} ${describeTable(table)} @${at(table.place)}`),
    ...functions.flatMap(({ id, handler, role, environment, routes, place }) => [
      `function ${id} = ${handler ?? '(image)'} as ${role ?? '?'} {${describeEnvironment(environment)}} @${at(place)}`,
      ...routes.map(
        ({ method, path, authorizer, place: spot }) =>
          `  ${method} ${path}${authorizer === undefined ? '' : ` by ${authorizer}`} @${at(spot)}`,
      ),
    ]),
    ...roles.map(({ id, name, managedPolicies, place }) => `role ${id} = ${name} [${managedPolicies}] @${at(place)}`),
    ...policies.flatMap(({ name, kind, attachedTo, statements, place }) => [
      `${kind} policy ${name} of [${attachedTo}] @${at(place)}`,
      ...statements.flatMap(describeStatement),
    ]),
    ...warnings.map((warning) => `warning ${warning}`),
  ];
}

function at({ path, line, column }: Place): string {
  return `${path}:${line}:${column}`;
}

function describeTable(table: Table): string {
  const key = ({ partition, sort }: Table['key']) => `(${[partition, ...(sort === undefined ? [] : [sort])]})`;
  const settings = {
    recovery: table.hasPointInTimeRecovery,
    key: table.hasCustomerKey,
    protection: table.hasDeletionProtection,
    ttl: table.hasTimeToLive,
  };
  const on = Object.entries(settings).flatMap(([name, isOn]) => (isOn ? [`+${name}`] : []));
  const stream = table.stream === undefined ? [] : [`stream=${table.stream}`];
  return [key(table.key), ...table.indexes.map((index) => index.name + key(index)), ...on, ...stream].join(' ');
}

function describeEnvironment(environment: Infrastructure['functions'][number]['environment']): string {
  return Object.entries(environment)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : `table ${value.table}`}`)
    .join(', ');
}

function describeStatement(statement: PolicyStatement): string[] {
  const { sid, effect, actions, isNotAction, resources, isNotResource, principals, conditions, place } = statement;
  return [
    `  ${sid === undefined ? '' : `${sid}: `}${effect} ${isNotAction ? 'all but ' : ''}${actions} @${at(place)}`,
    ...resources.map((resource) => `    on ${isNotResource ? 'all but ' : ''}${resource}`),
    ...principals.map((principal) => `    for ${principal}`),
    ...conditions.map(({ operator, key, values }) => `    when ${operator} ${key} = ${values}`),
  ];
}
