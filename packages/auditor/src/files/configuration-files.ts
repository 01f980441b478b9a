import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Ignored, isIgnored, rulesOf } from './ignored.ts';

/** Files that hold settings and nothing else, whatever is in them. */
const settings =
  /(?:^|\/)(?:\.env(?:rc|\.[\w.-]+)?|[\w-]+\.env|\.npmrc|\.pypirc|[\w.-]+\.(?:properties|ini|toml|cfg|conf))$/i;
/** Documents that hold settings, by their names: other JSON and YAML is data, texts or descriptions. */
const documents =
  /(?:^|[/._-])(?:config(?:uration)?|conf|settings?|secrets?|credentials?|values|application|appsettings|database|compose|env(?:ironment)?|local|dev(?:elopment)?|prod(?:uction)?|staging|default)(?:[._-][\w.-]*)?\.(?:json|ya?ml)$|(?:^|\/)(?:config|conf|settings|k8s|kubernetes|helm|deploy(?:ment)?s?)\/(?:[\w.-]+\/)*[\w.-]+\.ya?ml$/i;
/** What runs when something is pushed. */
const pipelines =
  /(?:^|\/)\.(?:github|circleci)\/(?:[\w.-]+\/)*[\w.-]+\.ya?ml$|(?:^|\/)(?:\.?(?:gitlab-ci|travis|drone)|azure-pipelines|bitbucket-pipelines|buildspec)[\w.-]*\.ya?ml$/i;
/** Texts of programs in the languages of people, and what package managers write. */
const others =
  /(?:^|\/)(?:locales?|i18n|lang|translations?|messages)[/._-]|(?:^|\/)(?:package|tsconfig)[\w.-]*\.json$/i;

/** Whether a file is configuration, which may hold secrets. */
export function isConfiguration(path: string): boolean {
  return (settings.test(path) || documents.test(path) || isPipeline(path)) && !others.test(path);
}

/** Whether a file says what is done when something is pushed: its databases live as long as the tests. */
export function isPipeline(path: string): boolean {
  return pipelines.test(path);
}

const mostFolders = 40;

/** The rules of `.gitignore` in the folders above one, up to the root of its repository; none where there is no Git. */
export function rulesAbove(root: string): Ignored[] {
  const rules: Ignored[] = [];
  let folder = resolve(root);
  for (let count = 0; count < mostFolders; count++) {
    if (existsSync(resolve(folder, '.git'))) return rules;
    const parent = dirname(folder);
    if (parent === folder) break;
    folder = parent;
    if (existsSync(resolve(folder, '.gitignore'))) rules.push(rulesOf(folder).ignored);
  }
  return [];
}

/** Whether a file is kept out of the repository by a folder above the one that is audited. */
export function isIgnoredAbove(full: string, above: readonly Ignored[]): boolean {
  return above.length > 0 && isIgnored(resolve(full), false, above);
}
