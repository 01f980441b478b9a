import { ScanError } from '@middlebrick/model';
import { discover } from '@middlebrick/scanner';
import { configuration, variablesIn } from '../configuration.ts';
import { assertAbsent, writeNew } from '../new-file.ts';
import type { Flags } from '../settings.ts';
import { version } from '../version.ts';
import { visible } from '../visible.ts';

/** `middlebrick init`: writes a commented configuration from what the API shows without credentials. */
export async function runInit(target: string | undefined, flags: Flags): Promise<number> {
  if (target === undefined) {
    const help = 'For example: middlebrick init http://127.0.0.1:5000.';
    throw new ScanError('BAD_ARGUMENT', 'Give the base URL of the API.', { help });
  }
  const file = String(flags.output);
  const spec = typeof flags.spec === 'string' ? flags.spec : undefined;
  const isInsecure = flags.insecure === true;
  if (flags.force !== true) await assertAbsent(file);
  const found = await discover({
    target,
    version: version(),
    insecure: isInsecure,
    ...(spec === undefined ? {} : { spec }),
  });
  const text = configuration(found, { spec, isInsecure });
  await writeNew(file, text, flags.force === true);
  const count = found.surface.operations.length;
  process.stdout.write(
    `Wrote ${visible(file)}: ${count} operation${count === 1 ? '' : 's'} from ${visible(found.surface.source)}.\n` +
      `Next    export ${variablesIn(text)
        .map((name) => `${name}=…`)
        .join(' ')}\n` +
      `        middlebrick scan${file === 'middlebrick.yaml' ? '' : ` --config ${visible(file)}`}\n`,
  );
  return 0;
}
