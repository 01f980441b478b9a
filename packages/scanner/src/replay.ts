import { type CurlOptions, cookieVariable, curlOf, type Redactor } from '@middlebrick/http';
import { type Headers, type Operation, type Replay, variableName } from '@middlebrick/model';
import type { Sessions } from './identities/sessions.ts';
import { type Attack, chainOf, showsHeaders } from './replay/chain.ts';
import type { OwnFacts } from './replay/facts.ts';
import { indexOf, MissingLink, openPlanner } from './replay/plan.ts';
import { scriptOf } from './replay/script.ts';

/** Headers that every request of a scan carries and that no finding depends on. */
const incidental: ReadonlySet<string> = new Set(['accept']);

/** Builds the commands that repeat what a finding was proven by. */
export type Replayer = (attack: Attack) => Replay;

export interface ReplayerOptions extends Pick<CurlOptions, 'ca'> {
  /** What an active scan did to have users and objects of its own. */
  own?: OwnFacts | undefined;
  /** What can be called, to tell ids from the rest of a path. */
  operations?: readonly Operation[];
}

type Callers = Pick<Sessions, 'recipeOf'> & Partial<Pick<Sessions, 'certificateOf'>>;

/**
 * Turns a proof into commands to paste. What was proven with users and objects of the scan's own, which are gone after
 * it, is repeated from their registration on. A derived credential is made again by `middlebrick forge` from the one it
 * was derived from, so that neither a token nor a guessed secret has to be printed.
 */
export function replayer(
  sessions: Callers,
  redactor: Pick<Redactor, 'knows'>,
  { ca, own, operations = [] }: ReplayerOptions = {},
): Replayer {
  const single = singleReplayer(sessions, redactor, { ca });
  if (own === undefined) return single;
  const index = indexOf(own);
  const certificateOf = (identity: string): CurlOptions['certificate'] => sessions.certificateOf?.(identity);
  return (attack) => {
    const planner = openPlanner({ index, operations, knows: redactor.knows, recipeOf: sessions.recipeOf });
    try {
      const chain = chainOf(attack, own, planner);
      if (chain === undefined) return single(attack);
      const { steps, variables } = chain;
      return {
        variables: [...variables],
        curl: scriptOf(steps, { ca, given: variables, certificateOf }),
        chain: [...steps],
      };
    } catch (error) {
      if (!(error instanceof MissingLink)) throw error;
      const note = `It was proven with users or objects that the scan made and removed, and cannot be made again by pasting: ${error.message}.`;
      return { ...single(attack), note };
    }
  };
}

/** One request as one command. */
function singleReplayer(
  sessions: Callers,
  redactor: Pick<Redactor, 'knows'>,
  { ca }: Pick<CurlOptions, 'ca'>,
): Replayer {
  return (attack) => {
    const { identity, request } = attack.chosen.exchange;
    const headers = request.headers.filter(([name]) => !incidental.has(name.toLowerCase()));
    const ofCookies = cookieVariables(identity, headers);
    const isSecret = (variable: string): boolean => redactor.knows(variable) || ofCookies.has(variable);
    const { command, variables } = curlOf({ ...request, headers }, isSecret, {
      ca,
      certificate: sessions.certificateOf?.(identity),
      flags: showsHeaders(attack.chosen, attack) ? ['-i'] : [],
    });
    const recipe = sessions.recipeOf(identity);
    const made = variables.find((variable) => variable.startsWith(variableName(identity, '')));
    if (recipe === undefined || made === undefined) return { variables, curl: [command] };
    const needed = [...recipe.matchAll(/\$(\w+)/g)].map((match) => match[1] as string);
    return {
      variables: [...new Set([...needed, ...variables.filter((variable) => variable !== made)])],
      curl: [`${made}="$(npx middlebrick forge ${recipe})"`, command],
    };
  };
}

/** Every cookie of an identity is recorded as its variable, also those that are no secret: `lang=$ALICE_COOKIE_LANG`. */
function cookieVariables(identity: string, headers: Headers): ReadonlySet<string> {
  const cookies = headers.filter(([name]) => name.toLowerCase() === 'cookie').flatMap(([, value]) => value.split('; '));
  // A derived identity, such as `alice+forged`, may send the cookies of the one it was made from.
  const holders = [identity, identity.replace(/\+.*$/s, '')];
  return new Set(cookies.flatMap((pair) => holders.map((holder) => cookieVariable(holder, pair.replace(/=.*$/s, '')))));
}
