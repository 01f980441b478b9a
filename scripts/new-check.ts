import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const template = join(root, 'scripts/check-template');

/** Families with the category and the OWASP item that their checks usually have. */
const families: Readonly<Record<string, { category: string; owasp: string }>> = {
  auth: { category: 'authentication', owasp: 'API2:2023' },
  bola: { category: 'bolaAuthorization', owasp: 'API1:2023' },
  bfla: { category: 'bflaAuthorization', owasp: 'API5:2023' },
  property: { category: 'propertyAuthorization', owasp: 'API3:2023' },
  data: { category: 'dataExposure', owasp: 'API3:2023' },
  consumption: { category: 'unsafeConsumption', owasp: 'API10:2023' },
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { 'dry-run': { type: 'boolean', default: false } },
});
const problem = create(positionals[0] ?? '', values['dry-run']);
if (problem !== undefined) {
  console.error(problem);
  process.exitCode = 2;
}

/** Writes the three files of a check from the template; gives a sentence when it cannot. */
function create(id: string, isDryRun: boolean): string | undefined {
  const [family = '', name = ''] = id.split('/');
  const known = Object.hasOwn(families, family) ? families[family] : undefined;
  if (known === undefined || !/^[a-z]+(?:-[a-z]+)+$/.test(name)) {
    return `Give an id such as bola/foreign-object-read: a family (${Object.keys(families).join(', ')}) and a name of at least two lower-case words that says the harm.`;
  }
  const base = join(root, 'packages/scanner/src/checks', id);
  if (existsSync(`${base}.ts`)) return `${id} is there already.`;
  const words = {
    __ID__: id,
    __NAME__: name,
    __TITLE__: titleOf(name),
    __CATEGORY__: known.category,
    __OWASP__: known.owasp,
  };
  for (const extension of ['ts', 'test.ts', 'md']) {
    const text = readFileSync(join(template, `check.${extension}.txt`), 'utf8');
    const filled = Object.entries(words).reduce((result, [word, value]) => result.replaceAll(word, value), text);
    if (!isDryRun) writeFileSync(`${base}.${extension}`, filled);
    console.log(`✔ packages/scanner/src/checks/${id}.${extension}`);
  }
  if (!isDryRun)
    execFileSync(process.execPath, ['--conditions=@middlebrick/source', join(root, 'scripts/generate.ts')], {
      stdio: 'inherit',
    });
  console.log(`next: npx vitest run ${name}   (red until the vulnerable case is described and found)`);
  return undefined;
}

function titleOf(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
