import { external, externalOf, textOf, type Value } from '../flow/value.ts';
import type { CallModel, Models } from '../models/contract.ts';
import { models } from '../models/index.ts';

/*
 * Settings of the environment. Elsewhere one that is read with a default is as good as a constant; here its name says
 * which table is meant.
 */

const reading: CallModel = ({ arguments: args, site }) => {
  const name = args.positional[0] === undefined ? undefined : textOf(args.positional[0]);
  return name === undefined ? undefined : external(`os.environ.${name}`, site);
};

/** What is known of libraries, where settings keep their names. */
export const settingModels: Models = {
  ...models,
  calls: new Map([...models.calls, ...['os.environ.get', 'os.getenv'].map((path) => [path, reading] as const)]),
};

/** The name of a setting: `TABLE` of `os.environ["TABLE"]`, `process.env.TABLE`. */
export function settingOf(value: Value): string | undefined {
  return /^(?:os\.environ|process\.env|import\.meta\.env|Bun\.env)\.(\w+)$/.exec(externalOf(value)?.path ?? '')?.[1];
}
