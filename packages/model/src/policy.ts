import { z } from 'zod';
import type { AccessCell } from './access.ts';
import { type Identity, isAnonymous } from './identity.ts';
import { methods, type Operation } from './operation.ts';

const names = z.union([z.string().transform((name) => [name]), z.array(z.string())]);

const policyEntrySchema = z.strictObject({
  own: names.optional().describe('Who may ask for an object of its own.'),
  foreign: names.optional().describe("Who may ask for somebody else's object."),
  any: names.optional().describe('Who may ask whatever the object, or where the operation names none.'),
});

const operationPattern = new RegExp(`^(?:${methods.join('|')}) /\\S*$`);

/**
 * Who may do what, by operation. A name is that of an identity or a role, `anonymous`, or `everyone`, which includes
 * anonymous. An entry is whole: whom it does not list is expected to be denied. Operations without an entry are left open.
 */
export const policySchema = z.record(
  z.string().regex(operationPattern, 'must be a method and a path, such as GET /api/users/{user_id}'),
  policyEntrySchema,
);
export type Policy = z.infer<typeof policySchema>;
export type PolicyEntry = z.infer<typeof policyEntrySchema>;

/** The names of the keys of an entry. */
export const policyKeys = Object.keys(policyEntrySchema.shape);

/** Everybody, anonymous callers included, where a policy wants names. */
export const everyone = 'everyone';

type Caller = Pick<Identity, 'name' | 'role'>;
type Asked = Pick<AccessCell, 'operation' | 'whose'>;

/** What a policy says of a caller; `undefined` for an operation that it does not name. */
export function policyExpectation(policy: Policy, asked: Asked, caller: Caller): AccessCell['expected'] {
  if (!Object.hasOwn(policy, asked.operation)) return undefined;
  const { own = [], foreign = [], any = [] } = policy[asked.operation] as PolicyEntry;
  // An operation that names no object, such as `GET /me`, is about what is the caller's own.
  const listed = [...any, ...(asked.whose === 'foreign' ? foreign : own)];
  const isListed = listed.some((name) => name === everyone || name === caller.name || name === caller.role);
  return isListed ? 'allowed' : 'denied';
}

/**
 * What may be expected where no policy says: everybody gets its own and nobody what is foreign, anonymous callers get
 * nothing that wants a credential. Nothing is expected of administrators and foreign objects, of what a description calls
 * public or says nothing about, and of operations that name no object.
 */
export function defaultExpectation(
  whose: AccessCell['whose'],
  caller: Identity,
  { security }: Pick<Operation, 'security'>,
): AccessCell['expected'] {
  const isPublic = security?.some((alternative) => alternative.length === 0) === true || security?.length === 0;
  if (whose === 'own') return 'allowed';
  if (whose === 'foreign') return isPublic || caller.isPrivileged ? undefined : 'denied';
  if (!isAnonymous(caller)) return undefined;
  if (isPublic) return 'allowed';
  return security === null ? undefined : 'denied';
}

/** The names of callers that a policy uses, once each, in order. */
export function callersIn(policy: Policy): string[] {
  const listed = Object.values(policy).flatMap(({ own = [], foreign = [], any = [] }) => [...own, ...foreign, ...any]);
  return [...new Set(listed)];
}
