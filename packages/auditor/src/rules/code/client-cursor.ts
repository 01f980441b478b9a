import type { Confidence } from '@middlebrick/model';
import { deepSources, isIdentity, isTainted, sourceKey } from '../../flow/sources.ts';
import { externalOf, type Value } from '../../flow/value.ts';
import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { type ReachedAccess, reachedAccesses } from '../code-facts.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'code/client-cursor',
  title: 'A page begins where the client says',
  category: 'bolaAuthorization',
  severity: 'medium',
  cwe: [639],
  owasp: 'API1:2023',
  messages: {
    raw: '{call} begins at a key that the client gives as it is, so that it may begin among the items of others.',
  },
  remediation: 'Sign or encrypt the cursor, and bind it to the caller and the query.',
  article: 'identification-failures',

  find: (program: Program) =>
    reachedAccesses(program).flatMap((reached) => {
      const confidence = rawCursor(reached);
      return confidence === undefined ? [] : [accessHit('raw', reached, { confidence })];
    }),
});

/** How sure it is that the client alone says where a page begins; `undefined` where it does not, or may. */
function rawCursor(reached: ReachedAccess): Confidence | undefined {
  const { cursor } = reached.access;
  if (cursor === null || !isTainted(cursor) || cursor.treatments.has('verified')) return undefined;
  // Among the caller's own items every beginning is fine, and so it is for who may see all of them.
  if (reached.isPrivileged || isOwnPartition(reached)) return undefined;
  const by = externalOf(cursor)?.path ?? '';
  if (verifying.test(by)) return undefined;
  return by === '' || decoding.test(by) ? 'firm' : 'tentative';
}

/** Whether the key is the identity, or equals it. In the partition of a group others have items as well. */
function isOwnPartition({ access: { key }, colour, run }: ReachedAccess): boolean {
  if (colour !== 'identity') return false;
  if (key.some(({ value }) => isIdentity(value))) return true;
  const keys = new Set(key.flatMap(({ value }) => deepSources(value).map(sourceKey)));
  const isKey = (value: Value): boolean => deepSources(value).some((source) => keys.has(sourceKey(source)));
  return run.events.some((event) => {
    if (event.kind !== 'compare' || !/^[=!]=$/.test(event.operator)) return false;
    const { left, right } = event;
    return (isIdentity(left) && isKey(right)) || (isIdentity(right) && isKey(left));
  });
}

/** What cannot be seen and says by its name that it asks whether the server made the cursor. */
const verifying = /(?:verif|valid|unsign|signed|decrypt|decipher|unseal|authenticate)\w*(?:\(\))*$/i;
/** What takes a text apart, whoever wrote it. */
const decoding = /^(?:base64|json|ast|urllib|binascii|msgpack|atob|decodeURIComponent|Buffer|JSON)\b/;
