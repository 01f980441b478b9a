import { ScanError } from '@middlebrick/model';
import { type IdentityConfig, parseIdentity } from '@middlebrick/scanner/identities';

/** Variables such as MIDDLEBRICK_AS_ALICE hold `bearer:…`, as `--as alice=bearer:…` does. */
export const identityVariable = 'MIDDLEBRICK_AS_';

/** Identities from flags and environment: their credentials win over those of the file. */
export interface GivenIdentities {
  flags: readonly IdentityConfig[];
  variables: readonly IdentityConfig[];
  /** Whether an identity of this name has its credential from here. */
  has: (name: string) => boolean;
}

/** @throws ScanError BAD_ARGUMENT for one that is misspelt or given twice */
export function givenIdentities(flags: readonly string[], environment: NodeJS.ProcessEnv): GivenIdentities {
  const fromFlags = once(flags.map(parseIdentity), '--as');
  const fromVariables = Object.entries(environment)
    .filter(([name, value]) => name.startsWith(identityVariable) && value !== undefined && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => fromVariable(name, value ?? ''));
  const names = new Set([...fromFlags, ...fromVariables].map(({ name }) => variableName(name)));
  return { flags: fromFlags, variables: fromVariables, has: (name) => names.has(variableName(name)) };
}

/**
 * All identities, name by name: flags win over variables, and both over the file. What the file says of an identity
 * beyond its credential stays.
 * @throws ScanError BAD_ARGUMENT
 */
export function identitiesOf(
  configured: readonly IdentityConfig[],
  configuredArguments: readonly string[],
  given: GivenIdentities,
): IdentityConfig[] {
  const all = new Map<string, IdentityConfig>();
  for (const identity of [...configured, ...once(configuredArguments.map(parseIdentity), 'as:')])
    put(all, identity, true);
  for (const identity of given.variables) put(all, identity, false);
  for (const identity of given.flags) put(all, identity, true);
  return [...all.values()];
}

function put(all: Map<string, IdentityConfig>, identity: IdentityConfig, isNamed: boolean): void {
  const key = variableName(identity.name);
  const known = all.get(key);
  if (known === undefined) {
    all.set(key, identity);
    return;
  }
  const { subjects, owns, role, tenant } = known;
  all.set(key, {
    ...identity,
    // A variable knows its name in capitals only.
    name: isNamed ? identity.name : known.name,
    subjects,
    owns,
    ...(role === undefined ? {} : { role }),
    ...(tenant === undefined ? {} : { tenant }),
  });
}

/** Names as they can stand in a variable: `user-2` and `User.2` are both USER_2. */
function variableName(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}

function fromVariable(variable: string, value: string): IdentityConfig {
  const name = variable.slice(identityVariable.length).toLowerCase();
  const hint = `${variable} holds <kind>:<credential>, such as bearer:TOKEN.`;
  try {
    return parseIdentity(`${name}=${value}`);
  } catch (cause) {
    if (!(cause instanceof ScanError)) throw cause;
    throw new ScanError('BAD_ARGUMENT', `${variable}: ${cause.message}`, { cause, help: hint });
  }
}

function once(identities: readonly IdentityConfig[], where: string): readonly IdentityConfig[] {
  const seen = new Set<string>();
  for (const { name } of identities) {
    const key = variableName(name);
    if (seen.has(key)) {
      const help = 'Give every identity a name of its own.';
      throw new ScanError('BAD_ARGUMENT', `Identity "${name}" is given twice with ${where}.`, { help });
    }
    seen.add(key);
  }
  return identities;
}
