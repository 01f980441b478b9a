import { curlOf } from '@middlebrick/http';
import type { Exchange, Replay } from '@middlebrick/model';
import type { Sessions } from './identities/sessions.ts';

/**
 * Turns an exchange into commands to paste. A derived credential is made again by `middlebrick forge` from the one it
 * was derived from, so that neither a token nor a guessed secret has to be printed.
 */
export function replayer(sessions: Pick<Sessions, 'recipeOf'>): (exchange: Exchange) => Replay {
  return (exchange) => {
    const { command, variables } = curlOf(exchange.request);
    const recipe = sessions.recipeOf(exchange.identity);
    if (recipe === undefined) return { variables, curl: [command] };
    const forged = variables.filter((variable) => variable.includes('_'));
    const needed = [...recipe.matchAll(/\$(\w+)/g)].map((match) => match[1] as string);
    const [made] = forged.filter((variable) => !needed.includes(variable));
    if (made === undefined) return { variables, curl: [command] };
    const others = variables.filter((variable) => variable !== made);
    return {
      variables: [...new Set([...needed, ...others])],
      curl: [`${made}="$(npx middlebrick forge ${recipe})"`, command],
    };
  };
}
