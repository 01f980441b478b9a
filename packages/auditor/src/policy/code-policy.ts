import type { Discovery } from '../files/discover.ts';
import { readInfrastructure } from '../iam/documents/index.ts';
import type { Infrastructure } from '../iam/infrastructure.ts';
import { isOwn, narrowed } from '../iam/leading-keys.ts';
import { type LeastPrivilege, leastPrivilege } from '../iam/least-privilege.ts';
import type { PolicyDifference } from '../iam/policy-difference.ts';
import { callsByRole, type RoleCalls } from './by-role.ts';
import { type CollectedCall, collectCalls } from './collect-calls.ts';
import { deployedDifference } from './deployed.ts';
import { notesOn } from './notes.ts';
import { otherTags, withOwnerTags } from './owner-tags.ts';
import { readProgram } from './read-program.ts';
import { sentBy } from './sent.ts';

/** The policy that the code needs, of one role or of all of it. */
export interface CodePolicy extends Pick<LeastPrivilege, 'document' | 'wider' | 'placeholders'> {
  /** Id of the role in its template; absent for what belongs to none that is known. */
  readonly role?: string;
  /** What has to be known before it is deployed, one sentence each. */
  readonly notes: readonly string[];
  /** What is deployed beside it; absent where no template says. */
  readonly difference?: PolicyDifference;
}

export interface CodePolicies {
  /** None where the code calls DynamoDB nowhere. */
  readonly policies: readonly CodePolicy[];
  /** What could not be read, one sentence each. */
  readonly warnings: readonly string[];
}

/**
 * The least-privilege policies for the calls of DynamoDB that the code makes: one for each role of whose functions the
 * templates say what they run, else one for all.
 *
 * @throws RangeError when no tag can have the name
 */
export async function codePolicies({ code, documents, warnings }: Discovery, ownerTag: string): Promise<CodePolicies> {
  const whole = await readProgram(code);
  const infrastructure = await readInfrastructure(documents);
  const parts = callsByRole(sentBy(whole), infrastructure.functions, whole.program.modules);
  const policies = parts
    .filter(({ sent }) => sent.length > 0)
    .map((part) => policyOf(part, infrastructure, code, ownerTag));
  return { policies, warnings: [...warnings, ...whole.warnings, ...infrastructure.warnings] };
}

function policyOf(
  { role, functions, sent }: RoleCalls,
  infrastructure: Infrastructure,
  code: Discovery['code'],
  ownerTag: string,
): CodePolicy {
  const found = withOwnerTags(collectCalls(sent, infrastructure, functions, code));
  const calls = hasOwners(found) ? found : found.map(withoutTags);
  const recorded = calls.map(({ call }) => call);
  const generated = leastPrivilege(recorded, { ownerTag });
  const difference = deployedDifference(infrastructure, role, generated.document);
  return {
    ...(role === undefined ? {} : { role }),
    document: generated.document,
    wider: generated.wider,
    placeholders: generated.placeholders,
    notes: notesOn(generated, calls, { owner: ownerTag, others: otherTags(recorded) }),
    ...(difference === undefined ? {} : { difference }),
  };
}

function hasOwners(calls: readonly CollectedCall[]): boolean {
  return calls.some(({ call: { key } }) => key !== undefined && isOwn(narrowed(key) ?? []));
}

/** Where no key is the owner, sessions have no tags to tell callers apart by. */
function withoutTags(one: CollectedCall): CollectedCall {
  return { ...one, call: { ...one.call, caller: 'owner' } };
}
