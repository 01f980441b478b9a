import { truthOf } from '../flow/conditions.ts';
import { authenticated, vouched } from '../flow/facts.ts';
import { deepSources, sourceKey } from '../flow/sources.ts';
import type { Facts, Source, Truth, Value } from '../flow/value.ts';
import type { ModelCall } from './contract.ts';

/*
 * What the server signed before it gave it to the client: it comes back as it was.
 */

/** What the request brings was signed by the server, as this fact says. */
function verified(source: Source): string {
  return `verified ${sourceKey(source)}`;
}

/** Whether everything in a value that the request brings was signed by the server. */
export function verifiedBy(facts: Facts, value: Value): boolean {
  const told = deepSources(value).filter(({ kind }) => kind === 'request');
  return told.length > 0 && told.every((source) => facts.has(verified(source)));
}

/** Both are the same: of two texts, or of a signature and what it should be. */
export function equalOrSigned(call: ModelCall): Truth | undefined {
  const [a, b] = call.arguments.positional;
  if (a === undefined || b === undefined) return undefined;
  const { whenTrue, whenFalse } = truthOf('==', a, b);
  return { whenTrue: new Set([...whenTrue, ...signed(a, b), ...signed(b, a)]), whenFalse };
}

/** A parameter or a header that is there to prove something. */
const proofName = /secret|token|key|sign|hmac|mac|password|authorization/i;

/** Who knows a secret of the server, or signs what it sends with one, is known to it. */
function signed(given: Value, wanted: Value): string[] {
  const told = deepSources(given).filter((source) => source.kind === 'request');
  if (told.length === 0 || wanted.shape.kind === 'constant') return [];
  const isProof = told.some(({ origin, name }) => origin === 'header' || proofName.test(name));
  const known = isProof ? [authenticated, vouched] : [];
  if (!wanted.treatments.has('hashed')) return deepSources(wanted).length === 0 ? known : [];
  return [...known, ...[...told, ...deepSources(wanted)].map(verified)];
}
