import { couldNotRun } from './exit-codes.ts';
import { visible } from './visible.ts';

/**
 * A reader that has seen enough (`| head -1`) closes its pipe: the rest is not printed, and the exit code stays what
 * the work says. Any other trouble with standard output, such as a full disk, is said.
 */
export function surviveClosedPipes(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') return;
    // Whatever the work itself comes to: its result did not arrive.
    process.once('exit', () => {
      process.exitCode = couldNotRun;
    });
    process.stderr.write(`middlebrick: Standard output cannot be written: ${visible(error.code ?? error.message)}.\n`);
  });
  process.stderr.on('error', () => {
    // Nobody reads the messages: there is nobody left to tell.
  });
}
