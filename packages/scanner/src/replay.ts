import { cookieVariable, curlOf, type Redactor } from '@middlebrick/http';
import { type Exchange, type Headers, type Replay, variableName } from '@middlebrick/model';
import type { Sessions } from './identities/sessions.ts';

/** Headers that every request of a scan carries and that no finding depends on. */
const incidental: ReadonlySet<string> = new Set(['accept']);

/**
 * Turns an exchange into commands to paste. A derived credential is made again by `middlebrick forge` from the one it
 * was derived from, so that neither a token nor a guessed secret has to be printed.
 */
export function replayer(
  sessions: Pick<Sessions, 'recipeOf'>,
  redactor: Pick<Redactor, 'knows'>,
): (exchange: Exchange) => Replay {
  return ({ identity, request }) => {
    const headers = request.headers.filter(([name]) => !incidental.has(name.toLowerCase()));
    const ofCookies = cookieVariables(identity, headers);
    const isSecret = (variable: string): boolean => redactor.knows(variable) || ofCookies.has(variable);
    const { command, variables } = curlOf({ ...request, headers }, isSecret);
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
