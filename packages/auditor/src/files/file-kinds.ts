import { isInfrastructureFile } from '../iam/documents/index.ts';

const codeFile = /\.(?:py|[cm]?[jt]sx?)$/;
const declarations = /\.d\.[cm]?ts$|\.min\.js$|\.bundle\.js$/;
const documentFile = /\.(?:json|ya?ml|tf|tofu|tfvars|template|tpl|tftpl)$/i;
/** What package managers write, and data of notebooks and maps: large, and never a template. */
const locks =
  /(?:^|\/)(?:package-lock|npm-shrinkwrap|composer|deno|packages\.lock|project\.assets)\.json$|[.-]lock\.(?:json|ya?ml)$/i;

/** Folders that hold what others wrote, or what was made of the code. */
const vendored = new Set(
  (
    'node_modules bower_components vendor third_party site-packages __pycache__ .git .hg .svn .venv venv env .tox .nox ' +
    '.mypy_cache .pytest_cache dist build out target coverage .next .nuxt .serverless .aws-sam .terraform .idea .vscode eggs .eggs'
  ).split(' '),
);

/** What is left alone since it does not serve anybody: tests build broken applications on purpose. */
const testing =
  /(?:^|\/)(?:tests?|__tests__|spec|fixtures|__mocks__|cypress|e2e)\/|(?:^|\/)(?:test_[^/]*|conftest)\.py$|_test\.py$|\.(?:test|spec|stories)\.[cm]?[jt]sx?$/;

export type FileKind = 'code' | 'document';

/** What a file may be by its path; `undefined` for what is never read. */
export function fileKind(path: string): FileKind | undefined {
  if (codeFile.test(path)) return declarations.test(path) ? undefined : 'code';
  return documentFile.test(path) && !locks.test(path) ? 'document' : undefined;
}

/** Whether a path is that of a test, which is left alone. */
export function isTest(path: string): boolean {
  return testing.test(path);
}

export function isVendored(folder: string): boolean {
  return vendored.has(folder) || folder.endsWith('.egg-info');
}

/** What of a document is looked at to see what it is. */
export const headLength = 20_000;

/** Whether a document says something of tables, functions or policies by itself. */
export function standsAlone(path: string, head: string): boolean {
  return isInfrastructureFile(path, head);
}

/** A line so long was not written by hand. */
const longestLine = 5_000;

/** Code that a program wrote: marked so at its beginning, or for the greater part in lines that nobody writes. */
export function isGenerated(text: string): boolean {
  if (/@generated\b|DO NOT EDIT|auto-?generated (?:by|file)/i.test(text.slice(0, 600))) return true;
  let long = 0;
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf('\n', start);
    const end = next === -1 ? text.length : next;
    if (end - start > longestLine) long += end - start;
    start = end + 1;
  }
  return long > text.length / 2;
}
