import type { CloudFunction, Infrastructure, PolicyStatement, Role } from './infrastructure.ts';

/**
 * Who acts with a role:
 * - `users`: people of the application themselves, whose browser or phone holds the credentials;
 * - `application`: functions and services that serve them;
 * - `operations`: those who build, deploy and run it;
 * - `unknown`: nothing in the templates says.
 */
export type RoleKind = 'users' | 'application' | 'operations' | 'unknown';

export interface RoleUse {
  readonly role: Role;
  readonly kind: RoleKind;
  /** It is named after work on the whole of a table, such as an export: reading all of it is what it is for. */
  readonly isForBulk: boolean;
  /** Whether requests of users reach it; undefined when the templates do not say how it is called. */
  readonly servesRequests: boolean | undefined;
  /** Sessions carry tags of who they are for, so a policy can tell users apart. */
  readonly isPerUser: boolean;
}

/** Services that run the code of an application, by the first label of their principal. */
const runtimes = new Set([
  'apigateway',
  'appsync',
  'ec2',
  'ecs-tasks',
  'edgelambda',
  'elasticbeanstalk',
  'lambda',
  'pods.eks',
  'states',
  'tasks.apprunner',
]);

/** Services that build, deploy, copy or measure. */
const tools = new Set([
  'application-autoscaling',
  'backup',
  'cloudformation',
  'codebuild',
  'codedeploy',
  'codepipeline',
  'config',
  'datapipeline',
  'dax',
  'dms',
  'dynamodb.application-autoscaling',
  'elasticmapreduce',
  'firehose',
  'glue',
  'replication.dynamodb',
  'sagemaker',
  'ssm',
]);

/** Providers of identities for pipelines, of which no user of an application has one. */
const pipelineProviders =
  /(?:token\.actions\.githubusercontent\.com|gitlab|oidc\.circleci\.com|app\.terraform\.io|bitbucket\.org|buildkite|vercel)/i;
/** Pods of a cluster take their role by way of such a provider. */
const clusterProvider = /oidc\.eks\.|oidc-eks/i;

const operationsWords = wordSet(
  `break breakglass cd ci cicd circleci codebuild codedeploy codepipeline dba deploy deployer deployment deployments
   developer developers devops engineer engineers github gitlab jenkins operator operators ops pipeline sre sso`,
);
/** Who writes templates with a tool often names all that is in them after it. */
const toolWords = wordSet('cdk cloudformation pulumi terraform');
const bulkWords = wordSet(
  `admin administration administrator admins analytics archive backfill backoffice backup backups batch cleaner cleanup
   cron etl export exporter exports janitor maintenance migrate migration migrations nightly purge reindex report
   reporting reports restore scheduled scheduler seed seeder`,
);

/** What is known of each role, by its id. */
export function roleUses(infrastructure: Infrastructure): ReadonlyMap<string, RoleUse> {
  const functions = Map.groupBy(infrastructure.functions, ({ role }) => role);
  const trusts = trustByRole(infrastructure);
  const hasRoutes = infrastructure.functions.some(({ routes }) => routes.length > 0);
  const runtimeRoles = infrastructure.roles.filter(
    ({ id }) => functions.has(id) || (trusts.get(id) ?? []).flatMap(principalKinds).includes('application'),
  );
  return new Map(
    infrastructure.roles.map((role) => {
      const trust = trusts.get(role.id) ?? [];
      return [role.id, useOf(role, functions.get(role.id) ?? [], trust, { runtimeRoles, hasRoutes })];
    }),
  );
}

function useOf(
  role: Role,
  functions: readonly CloudFunction[],
  trust: readonly PolicyStatement[],
  { runtimeRoles, hasRoutes }: { runtimeRoles: readonly Role[]; hasRoutes: boolean },
): RoleUse {
  const isRouted = functions.some(({ routes }) => routes.length > 0);
  const assumed = trust.some((statement) => isAssumedBy(statement, runtimeRoles));
  const isTagged = trust.some(({ actions }) => actions.some((action) => action.toLowerCase() === 'sts:tagsession'));
  // A function is no person and no pipeline, whatever it is called.
  const kind = functions.length > 0 ? 'application' : kindOf(role, assumed, trust);
  return {
    role,
    kind,
    isForBulk: !isRouted && [role.id, role.name].some(isNamedForOperations),
    // Functions without routes serve nobody only where routes are something that the templates tell of.
    servesRequests: isRouted || (functions.length > 0 && hasRoutes ? false : undefined),
    isPerUser: kind === 'users' || assumed || isTagged,
  };
}

function kindOf(role: Role, isAssumed: boolean, trust: readonly PolicyStatement[]): RoleKind {
  if (hasWord(role, operationsWords)) return 'operations';
  const kinds = new Set(trust.flatMap(principalKinds));
  if (kinds.has('users')) return 'users';
  if (isAssumed || kinds.has('application')) return 'application';
  const isNamed = hasWord(role, bulkWords) || hasWord(role, toolWords);
  return kinds.has('operations') || isNamed ? 'operations' : 'unknown';
}

function trustByRole({ policies }: Infrastructure): ReadonlyMap<string, readonly PolicyStatement[]> {
  const byRole = new Map<string, PolicyStatement[]>();
  for (const { kind, attachedTo, statements } of policies) {
    if (kind !== 'trust') continue;
    const allowing = statements.filter(({ effect }) => effect === 'Allow');
    for (const id of attachedTo) byRole.set(id, [...(byRole.get(id) ?? []), ...allowing]);
  }
  return byRole;
}

/** Whether a role that code runs with takes this one, for one user after the other. */
function isAssumedBy({ principals }: PolicyStatement, roles: readonly Role[]): boolean {
  return roles.some(({ name }) =>
    principals.some((principal) => /^AWS:.*:role\//.test(principal) && principal.endsWith(`/${name}`)),
  );
}

function principalKinds({ principals, conditions }: PolicyStatement): RoleKind[] {
  // Who must have a second factor is a person, and not one of the application.
  if (conditions.some(({ key }) => /^aws:multifactorauth/i.test(key))) return ['operations'];
  return principals.map(principalKind);
}

function principalKind(principal: string): RoleKind {
  const colon = principal.indexOf(':');
  const [type, name] = [principal.slice(0, colon), principal.slice(colon + 1)];
  if (type === 'Service') return serviceKind(name);
  if (type === 'Federated') return providerKind(name);
  return /:(?:user|federated-user)\/|AWSReservedSSO/.test(name) ? 'operations' : 'unknown';
}

function serviceKind(principal: string): RoleKind {
  const service = principal.replace(/\.(?:[\w-]+\.)?amazonaws\.com(?:\.cn)?$/i, '').toLowerCase();
  const names = [service, principal.replace(/\.amazonaws\.com(?:\.cn)?$/i, '').toLowerCase()];
  if (names.some((name) => runtimes.has(name))) return 'application';
  return names.some((name) => tools.has(name)) ? 'operations' : 'unknown';
}

function providerKind(provider: string): RoleKind {
  if (clusterProvider.test(provider)) return 'application';
  if (pipelineProviders.test(provider) || provider.includes(':saml-provider/')) return 'operations';
  return provider.startsWith('${?') ? 'unknown' : 'users';
}

/** Whether a name, of a role or policy, says that it is for those who build and run the application. */
export function isNamedForOperations(name: string): boolean {
  return wordsOf(name).some((word) => operationsWords.has(word) || bulkWords.has(word));
}

function hasWord({ id, name }: Role, words: ReadonlySet<string>): boolean {
  return [id, name].some((text) => wordsOf(text).some((word) => words.has(word)));
}

/**
 * The words of a name in lower case, and each two that follow each other as one: `GitHubDeployRole`, `orders-ci_role`.
 * What is unknown in it does not count.
 */
function wordsOf(name: string): string[] {
  const words = name
    .slice(0, 512)
    .replace(/\$\{[^}]*\}/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
  return [...words, ...words.slice(1).map((word, index) => `${words[index]}${word}`)];
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/));
}
