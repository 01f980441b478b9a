import type { CloudFunction, Infrastructure, Policy, Role, Table } from '../infrastructure.ts';
import { functionNameOf, managedPolicyName, roleNameOf, tableNameOf } from './arns.ts';
import type { Drafts, FunctionDraft, PolicyDraft, RoleDraft, TableDraft } from './drafts.ts';
import { shown, type Warnings } from './warnings.ts';

type Route = CloudFunction['routes'][number];

/** An API takes 300. */
const maxRoutes = 500;

type Find<T> = (text: string, scope: string) => T | undefined;

interface Links {
  readonly ids: ReadonlyMap<object, string>;
  readonly table: Find<TableDraft>;
  readonly role: Find<RoleDraft>;
  /** Who has a managed policy of the templates. */
  readonly holders: ReadonlyMap<PolicyDraft, readonly RoleDraft[]>;
  /** The managed policies of a role that are not part of the templates. */
  readonly outside: ReadonlyMap<RoleDraft, readonly string[]>;
  readonly warnings: Warnings;
}

/** Puts together what the templates say: texts that name a table, role, policy or function become its id. */
export function linkDrafts(drafts: Drafts, warnings: Warnings): Infrastructure {
  const role = finder(drafts.roles, (draft) => draft.role.name, roleNameOf);
  const links: Links = {
    ids: new Map([
      ...uniqueIds(drafts.tables, ({ table }) => table.id),
      ...uniqueIds(drafts.roles, (draft) => draft.role.id),
      ...uniqueIds(drafts.functions, ({ id }) => id),
    ]),
    table: finder(drafts.tables, ({ table }) => table.name, tableNameOf),
    role,
    ...managedPolicies(drafts, role),
    warnings,
  };
  return {
    tables: drafts.tables.map((draft): Table => ({ ...draft.table, id: idOf(links, draft) })),
    functions: linkedFunctions(drafts, links),
    roles: drafts.roles.map((draft) => linkedRole(links, draft)),
    policies: drafts.policies.map((draft) => linkedPolicy(links, draft)),
    warnings: warnings.list(),
  };
}

/** Which role has which managed policy, whether the role says so or an attachment. */
function managedPolicies(drafts: Drafts, find: Find<RoleDraft>): Pick<Links, 'holders' | 'outside'> {
  const policy = finder(
    drafts.policies.filter(({ arn }) => arn !== undefined),
    ({ arn }) => arn ?? '',
    (text) => text,
  );
  const attached = drafts.attachments.map((draft) => ({ ...draft, role: find(draft.role, draft.scope) }));
  const named = drafts.roles.flatMap((role) =>
    role.managedPolicies.map((arn) => ({ role, policy: arn, scope: role.scope })),
  );
  const holders = new Map<PolicyDraft, RoleDraft[]>();
  const outside = new Map<RoleDraft, string[]>();
  for (const attachment of [...named, ...attached]) {
    if (attachment.role === undefined) continue;
    const draft = policy(attachment.policy, attachment.scope);
    if (draft === undefined) added(outside, attachment.role, managedPolicyName(attachment.policy));
    else added(holders, draft, attachment.role);
  }
  return { holders, outside };
}

function added<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** Ids as in the templates; the second of one name says where it is from. */
function uniqueIds<T extends { readonly scope: string }>(drafts: readonly T[], givenId: (draft: T) => string) {
  const counts = new Map<string, number>();
  return drafts.map((draft): [object, string] => {
    const name = givenId(draft);
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return [draft, count === 0 ? name : `${name}@${draft.scope}${count === 1 ? '' : `#${count}`}`];
  });
}

function idOf(links: Links, draft: object): string {
  return links.ids.get(draft) ?? '';
}

/** Finds by name: in the template of the text, else anywhere when there is only one of the name. */
function finder<T extends { readonly scope: string }>(
  drafts: readonly T[],
  nameOf: (draft: T) => string,
  wantedOf: (text: string) => string,
): Find<T> {
  const within = new Map<string, T>();
  const anywhere = new Map<string, T | undefined>();
  for (const draft of drafts) {
    const name = nameOf(draft);
    const key = `${draft.scope}\n${name}`;
    if (!within.has(key)) within.set(key, draft);
    anywhere.set(name, anywhere.has(name) ? undefined : draft);
  }
  return (text, scope) => {
    const wanted = wantedOf(text);
    return within.get(`${scope}\n${wanted}`) ?? anywhere.get(wanted);
  };
}

function linkedRole(links: Links, draft: RoleDraft): Role {
  return { ...draft.role, id: idOf(links, draft), managedPolicies: [...new Set(links.outside.get(draft))] };
}

function linkedPolicy(links: Links, draft: PolicyDraft): Policy {
  const find = draft.policy.kind === 'resource' ? links.table : links.role;
  const named = draft.holders.flatMap<object>((text) => find(text, draft.scope) ?? []);
  const ids = [...named, ...(links.holders.get(draft) ?? [])].map((holder) => idOf(links, holder));
  return { ...draft.policy, attachedTo: [...new Set(ids)] };
}

function linkedFunctions({ functions, routes }: Drafts, links: Links): CloudFunction[] {
  const find = finder(
    functions,
    ({ name }) => name,
    (text) => functionNameOf(text) ?? '',
  );
  const routesOf = new Map<FunctionDraft, Route[]>();
  for (const { route, target, scope } of routes) {
    const called = find(target, scope);
    if (called !== undefined) addRoute(routesOf, called, route);
    else if (functionNameOf(target) !== undefined) {
      const name = shown(`${route.method} ${route.path}`);
      links.warnings.addAt(route.place, `The function of ${name} is not part of the templates.`);
    }
  }
  return functions.map((draft) => linkedFunction(links, draft, routesOf.get(draft) ?? []));
}

/** SAM puts routes of functions into the document of an API as well. */
function addRoute(routesOf: Map<FunctionDraft, Route[]>, called: FunctionDraft, route: Route): void {
  const isSame = (other: Route) =>
    other.method === route.method && other.path === route.path && other.authorizer === route.authorizer;
  const known = routesOf.get(called) ?? [];
  if (known.length < maxRoutes && !known.some(isSame)) routesOf.set(called, [...known, route]);
}

/** Streams and indexes have ARNs that name a table too. */
function isTable(text: string): boolean {
  const name = tableNameOf(text);
  return name === text || text.endsWith(`:table/${name}`);
}

function linkedFunction(links: Links, draft: FunctionDraft, routes: CloudFunction['routes']): CloudFunction {
  const role = draft.role === undefined ? undefined : links.role(draft.role, draft.scope);
  const { place, handler } = draft;
  if (draft.role !== undefined && role === undefined) {
    const sentence = `The role ${shown(draft.role)} of the function ${draft.id} is not part of the templates.`;
    links.warnings.addAt(place, sentence);
  }
  const environment = Object.entries(draft.environment).map(([name, value]) => {
    const table = isTable(value) ? links.table(value, draft.scope) : undefined;
    return [name, table === undefined ? value : { table: idOf(links, table) }] as const;
  });
  return {
    id: idOf(links, draft),
    ...(handler !== undefined && { handler }),
    ...(role !== undefined && { role: idOf(links, role) }),
    environment: Object.fromEntries(environment),
    routes,
    place,
  };
}
