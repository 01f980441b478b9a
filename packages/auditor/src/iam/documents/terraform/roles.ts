import type { Policy } from '../../infrastructure.ts';
import { kindOf } from '../plain-policies.ts';
import { readStatements } from '../policy.ts';
import { placeOf } from '../source.ts';
import { isUnknown } from '../text.ts';
import { type Tree, textOf, textsOf } from '../tree.ts';
import { blocksIn, type Inner, valueIn } from './blocks.ts';
import type { Instance } from './module.ts';
import { policyDocument } from './policy-document.ts';
import type { Reading } from './reading.ts';
import { attributeOf, nameOfInstance } from './references.ts';

/** Adds a role with its trust policy and the policies that are written in it. */
export function readRole(instance: Instance, reading: Reading): void {
  const { run, drafts, scope } = reading;
  const { address, block } = instance;
  const name = nameOfInstance(instance, run);
  const role = { id: address, name, place: placeOf(block.header) };
  drafts.roles.push({ scope, role, managedPolicies: textsOf(valueIn(instance, 'managed_policy_arns', run)) });

  const trust = valueIn(instance, 'assume_role_policy', run);
  if (trust !== undefined) {
    addPolicy(
      { owner: instance, name: `${address}/assume_role_policy`, kind: 'trust', document: trust, holders: [name] },
      reading,
    );
  }
  for (const [index, inner] of blocksIn(instance, 'inline_policy', run).entries()) {
    const document = valueIn(inner, 'policy', run);
    const given = textOf(valueIn(inner, 'name', run));
    addPolicy(
      { owner: inner, name: given ?? `${address}/inline_policy/${index}`, kind: 'identity', document, holders: [name] },
      reading,
    );
  }
}

/** Adds a policy of a role, user or group. */
export function readInlinePolicy(instance: Instance, reading: Reading): void {
  const role = textOf(valueIn(instance, 'role', reading.run));
  addPolicy(
    {
      owner: instance,
      name: nameOfPolicy(instance, reading),
      kind: 'identity',
      document: valueIn(instance, 'policy', reading.run),
      holders: role === undefined ? [] : [role],
    },
    reading,
  );
}

/** Adds a policy that roles are given by attachments. */
export function readManagedPolicy(instance: Instance, reading: Reading): void {
  const { run } = reading;
  const arn = textOf(attributeOf(instance, 'arn', instance.block.header, run));
  addPolicy(
    {
      owner: instance,
      name: nameOfPolicy(instance, reading),
      kind: 'identity',
      document: valueIn(instance, 'policy', run),
      holders: [],
      ...(arn !== undefined && { arn }),
    },
    reading,
  );
}

function nameOfPolicy(instance: Instance, { run }: Reading): string {
  const name = textOf(valueIn(instance, 'name', run));
  return name === undefined || isUnknown(name) ? instance.address : name;
}

/** Adds what gives managed policies to roles. */
export function readAttachment(instance: Instance, { run, drafts, scope }: Reading): void {
  const roles = ['role', 'roles', 'role_name'].flatMap((name) => textsOf(valueIn(instance, name, run)));
  const policies = ['policy_arn', 'policy_arns'].flatMap((name) => textsOf(valueIn(instance, name, run)));
  for (const role of roles) for (const policy of policies) drafts.attachments.push({ scope, role, policy });
}

/** Adds a document that nothing uses here, such as one that a module from elsewhere is given. */
export function readLooseDocument(instance: Instance, { run, warnings, drafts, scope }: Reading): void {
  if (run.documents.has(instance.block)) return;
  const statements = readStatements(policyDocument(instance, run), warnings);
  // Who says who may do something is no policy of a role.
  if (statements.length === 0 || kindOf(statements) !== 'identity') return;
  const place = placeOf(instance.block.header);
  drafts.policies.push({ scope, policy: { name: instance.address, kind: 'identity', statements, place }, holders: [] });
}

interface Written {
  readonly owner: Inner;
  readonly name: string;
  readonly kind: Policy['kind'];
  readonly document: Tree | undefined;
  readonly holders: readonly string[];
  readonly arn?: string;
}

function addPolicy({ owner, name, kind, document, holders, arn }: Written, { scope, drafts, warnings }: Reading): void {
  const { header } = owner.block;
  if (document === undefined) warnings.add(header, `The policy ${name} has no document.`);
  const policy = { name, kind, statements: readStatements(document, warnings), place: placeOf(header) };
  drafts.policies.push({ scope, policy, holders, ...(arn !== undefined && { arn }) });
}
