import type { Survey } from '../survey/survey.ts';

/**
 * Where a well-known path may be served: below the base URL, and at the root of its host when the base URL has a path
 * of its own (`https://api.example.org/v1` serves its API there, its files elsewhere).
 */
export function placesOf(survey: Pick<Survey, 'baselines'>, path: string): string[] {
  const root = rootOf(survey);
  return root === undefined ? [path] : [path, `${root}${path}`];
}

/** The origin, when it is not the base URL itself; learnt from where a request of the survey went. */
function rootOf(survey: Pick<Survey, 'baselines'>): string | undefined {
  const [first] = survey.baselines;
  if (first === undefined) return undefined;
  const { url } = first.exchange.request;
  const { origin } = new URL(url);
  return url === `${origin}${first.request.path}` || !url.endsWith(first.request.path) ? undefined : origin;
}

/** A path that no service has, for the answer that is given to just anything. */
export function nowhere(random: () => number, extension = ''): string {
  const word = Array.from({ length: 16 }, () => 'bcdfghjklmnpqrstvwxz'[Math.floor(random() * 20)]).join('');
  return `/${word}${extension}`;
}
