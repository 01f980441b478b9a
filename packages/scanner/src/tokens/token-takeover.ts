import { type Identity, variableName } from '@middlebrick/model';
import type { Alteration, ProbeTools } from '../define-check.ts';
import { type CarriedJwt, type Credential, carriedJwt, carry, cookieVariables } from './carried.ts';
import type { RecipeName } from './forge.ts';
import { forgeCommandLine } from './forge-command.ts';
import type { Jwt } from './jwt.ts';
import { type FoundSecret, findSecret, hintsOf, secretCandidates } from './jwt-secrets.ts';
import { type Changes, changeClaims, impersonate, nobodyChanges, payloadLeaves } from './payload.ts';
import { pairsOf, type TakeoverPlan, type takeoverNeeds } from './takeover.ts';

type Tools = ProbeTools<(typeof takeoverNeeds)[number]>;

/** A token to forge: whose it is, in whose name, and with which claims. */
export interface TokenForgery {
  attacker: Identity;
  victim: Identity;
  jwt: Jwt;
  /** What makes the attacker's claims name the victim; empty when it forges its own token. */
  changes: Changes;
  claims: Jwt['claims'];
  /** The victim's own token, when it has one. */
  theirs?: string;
  /** The same claims with subjects that name nobody; absent when no claim names anybody. */
  nobody?: Jwt['claims'];
  /** Makes the alteration that carries a forged token where the attacker carries its own. */
  alter(name: string, token: string, recipe?: { name: RecipeName; changes?: Changes; algorithm?: string }): Alteration;
}

/**
 * Every token that can be forged with what the scan holds: first those of one identity in the name of another, then,
 * for when there is only one identity or no operation tells them apart, each in its own name.
 */
export function tokenForgeries(tools: Tools): TokenForgery[] {
  return pairsOf(tools.survey).flatMap(({ attacker, victim }) => {
    const credential = tools.credential(attacker);
    const carried = carriedJwt(credential);
    if (carried === undefined) return [];
    const theirs = attacker === victim ? undefined : carriedJwt(tools.credential(victim));
    const changes =
      attacker === victim
        ? {}
        : impersonate(carried.jwt.claims, attacker, { subjects: victim.subjects, payload: theirs?.jwt.claims });
    if (attacker !== victim && Object.keys(changes).length === 0) return [];
    const made = forgery({ attacker, victim, changes }, carried, credential, tools);
    return [theirs === undefined ? made : { ...made, theirs: theirs.token }];
  });
}

function forgery(
  { attacker, victim, changes }: Pick<TokenForgery, 'attacker' | 'victim' | 'changes'>,
  carried: CarriedJwt,
  credential: Credential,
  tools: Tools,
): TokenForgery {
  const { jwt } = carried;
  const nobody = nobodyChanges(jwt.claims, attacker, tools.lookalike);
  const holder =
    carried.cookie === undefined
      ? variableName(attacker.name, 'TOKEN')
      : cookieVariables(attacker.name, credential.cookies);
  return {
    attacker,
    victim,
    jwt,
    changes,
    claims: changeClaims(jwt.claims, changes),
    ...(Object.keys(nobody).length === 0 ? {} : { nobody: changeClaims(jwt.claims, nobody) }),
    alter: (name, token, recipe) => ({
      name,
      ...carry(credential, carried, token),
      ...(recipe === undefined
        ? {}
        : {
            recipe: forgeCommandLine(
              recipe.name,
              holder,
              { ...changes, ...recipe.changes },
              { ...recipe, hints: hostsOf(tools) },
            ),
          }),
    }),
  };
}

/** A plan out of a forgery, with the values of its claims as echoes. */
export function planOf(forgery: TokenForgery, parts: Pick<TakeoverPlan, 'attempts' | 'controls'>): TakeoverPlan {
  const echoes = payloadLeaves(forgery.claims).map((leaf) => leaf.value);
  return { attacker: forgery.attacker, victim: forgery.victim, echoes: [...new Set(echoes)], ...parts };
}

/** Who a forged credential is, for the table of who asked: `bob, unsigned token that names alice`. */
export function labelOf({ attacker, victim }: TokenForgery, what: string): string {
  return attacker === victim ? `${attacker.name}, ${what}` : `${attacker.name}, ${what} that names ${victim.name}`;
}

/** The secret of the attacker's token, searched offline among the common ones and those made of the target's names. */
export function findTokenSecret(tools: Tools, { jwt }: TokenForgery): FoundSecret | undefined {
  const candidates = secretCandidates([...hostsOf(tools), ...hintsOf(jwt.claims)]);
  return findSecret(jwt.signingInput, jwt.signature, jwt.header.alg, candidates);
}

/** The host names that the target was called by. Loopback names say nothing. */
export function hostsOf(tools: Pick<Tools, 'survey'>): string[] {
  const url = tools.survey.baselines[0]?.exchange.request.url;
  const host = url !== undefined && URL.canParse(url) ? new URL(url).hostname : '';
  return host === '' || host === 'localhost' || /^[\d.]+$|^\[/.test(host) ? [] : [host];
}

/** A key that is not the right one: 256 random bits. */
export function wrongKey(random: () => number): Uint8Array {
  return Uint8Array.from({ length: 32 }, () => Math.floor(random() * 256));
}
