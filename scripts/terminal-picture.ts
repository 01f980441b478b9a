import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inProcessTransport } from '@middlebrick/http';
import { remediationFor } from '@middlebrick/knowledge';
import { formats } from '@middlebrick/report';
import { checks, scan } from '@middlebrick/scanner';
import { prepareTarget } from '../testing/targets/hono-dynamodb/src/target.ts';
import { svgOf, withoutColors } from './ansi-svg.ts';

/*
 * Draws docs/terminal.svg, the picture of the README, from a scan of the vulnerable twin:
 *
 *   node --conditions=@middlebrick/source scripts/terminal-picture.ts
 */

const root = fileURLToPath(new URL('..', import.meta.url));
export const pictureFile = `${root}docs/terminal.svg`;

const columns = 104;
const target = 'http://127.0.0.1:5000';
const family = 'bola';
/** Makes the names of the registered users the same in every picture. */
const nonce = 'picture';
const title = `middlebrick registers alice and bob; bob is given alice's profile and deletes her account, and tables of who asked prove it`;

/** What the picture shows, with its colours: the command, and the beginning of what it prints. */
export async function pictureLines(): Promise<string[]> {
  return [...command(), '', ...beginning(await scanned())];
}

/** The output of an active scan of the vulnerable twin. The twin runs in process, so that no port is needed. */
async function scanned(): Promise<string> {
  const { version } = JSON.parse(readFileSync(`${root}packages/cli/package.json`, 'utf8')) as { version: string };
  const { app, close } = await prepareTarget({ variant: 'vulnerable' });
  try {
    const report = await scan({
      target,
      identities: [],
      active: true,
      nonce,
      checks: checks.filter((check) => check.id.startsWith(`${family}/`)),
      seed: 7,
      version,
      remediationFor: (check, stack) => remediationFor(check.id, check, stack),
      transport: inProcessTransport((request) => app.fetch(request)),
    });
    return formats.terminal.render(report, { width: columns, color: true });
  } finally {
    await close();
  }
}

function command(): string[] {
  return [`\u001b[2m$\u001b[22m middlebrick scan ${target} --active --only ${family}`];
}

/** The header, the grade, the first finding, and the second down to its table. */
export function beginning(output: string): string[] {
  const lines = output.trimEnd().split('\n');
  const bare = lines.map(withoutColors);
  const heads = bare.flatMap((line, index) => (/^(?:CRITICAL|HIGH|MEDIUM|LOW|INFO) {2}/.test(line) ? [index] : []));
  const second = heads[1];
  if (second === undefined) return lines;
  const table = bare.findIndex((line, index) => index > second && /^ +who (?:asks|does what) +answer$/.test(line));
  const end = bare.findIndex((line, index) => index > Math.max(table, second) && line === '');
  return table === -1 || end === -1 ? lines.slice(0, second) : [...lines.slice(0, end), '', '          …'];
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  writeFileSync(pictureFile, svgOf(await pictureLines(), { title, columns }));
  console.log('wrote docs/terminal.svg');
}
