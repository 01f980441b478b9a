import { resolve } from 'node:path';
import { remediationFor } from '@middlebrick/knowledge';
import { formats } from '@middlebrick/report';
import { checks, type ScanOptions } from '@middlebrick/scanner';
import { identityConfigSchema } from '@middlebrick/scanner/identities';
import { startTarget } from '@middlebrick/target-hono-dynamodb';
import { assertWritable, terminalOptions, writeReport } from '../output.ts';
import { progressKind } from '../progress.ts';
import { version } from '../version.ts';
import { visible } from '../visible.ts';
import { scanInterruptibly } from './scan.ts';

/** Callers of the embedded API that the demo scans as: two ordinary users and an administrator. */
const callers = ['alice', 'bob', 'admin'];

/** `middlebrick demo`: the vulnerable API, its report, and the mended twin under the same scan. Always exits 0. */
export async function runDemo(flags: Record<string, unknown>): Promise<number> {
  const file = String(flags.output);
  await assertWritable(file);
  const options = { ...terminalOptions(process.stdout, flags.color !== false), verbose: flags.verbose === true };

  process.stdout.write('An API over DynamoDB starts on this machine, with the flaws that such APIs have.\n\n');
  const vulnerable = await scanTwin('vulnerable');
  process.stdout.write(formats.terminal.render(vulnerable, options));
  await writeReport(vulnerable, { file, format: 'html' });
  if (vulnerable.scan.stopReason !== undefined) return 0;

  process.stdout.write('\nThe same API with the repairs, under the same scan:\n\n');
  const hardened = await scanTwin('hardened');
  process.stdout.write(formats.terminal.render(hardened, { ...options, quiet: flags.verbose !== true }));

  process.stdout.write(`
Report  ${visible(resolve(file))}
Next    middlebrick explain identification-failures --framework flask --datastore dynamodb
        middlebrick scan http://127.0.0.1:5000 --as alice=bearer:$ALICE --as bob=bearer:$BOB
`);
  return 0;
}

async function scanTwin(variant: 'vulnerable' | 'hardened'): ReturnType<typeof scanInterruptibly> {
  const target = await startTarget({ variant });
  try {
    const identities = target.users
      .filter((user) => callers.includes(user.name))
      .map((user) => identityConfigSchema.parse({ name: user.name, bearer: user.token, cookie: user.sessionCookie }));
    const options: ScanOptions = {
      target: target.url,
      identities,
      checks,
      seed: 7,
      version: version(),
      remediationFor: (check, stack) => remediationFor(check.id, check, stack),
    };
    return await scanInterruptibly(options, progressKind(process.stderr, { isQuiet: false, isForPeople: false }));
  } finally {
    await target.close();
  }
}
