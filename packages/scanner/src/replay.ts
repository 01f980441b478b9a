import { curlOf } from '@middlebrick/http';
import { type Exchange, type Replay, variableName } from '@middlebrick/model';
import type { Sessions } from './identities/sessions.ts';

/** Headers that every request of a scan carries and that no finding depends on. */
const incidental: ReadonlySet<string> = new Set(['accept']);

/**
 * Turns an exchange into commands to paste. A derived credential is made again by `middlebrick forge` from the one it
 * was derived from, so that neither a token nor a guessed secret has to be printed.
 */
export function replayer(sessions: Pick<Sessions, 'recipeOf'>): (exchange: Exchange) => Replay {
  return ({ identity, request }) => {
    const headers = request.headers.filter(([name]) => !incidental.has(name.toLowerCase()));
    const { command, variables } = curlOf({ ...request, headers });
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
