import { isScanError } from '@middlebrick/model';
import { visible } from './visible.ts';

/** Could not run: the documented exit code for everything that is not a finding. */
export const couldNotRun = 2;

interface FailOptions {
  isDebug: boolean;
  write: (text: string) => void;
}

/**
 * Says what went wrong in one line with the way out, and gives the exit code. An error that is none of ours to expect
 * is called what it is: a bug. Stack traces only with `--debug`.
 */
export function fail(error: unknown, { isDebug, write }: FailOptions): number {
  if (isCommanderError(error)) return error.exitCode === 0 ? 0 : couldNotRun;
  if (isScanError(error)) {
    write(`middlebrick: ${visible(error.message)} ${error.help}\n`);
    if (isDebug) write(`${stackOf(error)}\n`);
    return error.exitCode;
  }
  const message = error instanceof Error ? error.message : String(error);
  write(`middlebrick: ${visible(message)} This is a bug of middlebrick; run again with --debug and report what it prints.\n`);
  if (isDebug) write(`${stackOf(error)}\n`);
  return couldNotRun;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const cause = error.cause === undefined ? '' : `\nCaused by: ${stackOf(error.cause)}`;
  return `${visible(error.stack ?? '', { keepLines: true })}${cause}`;
}

function isCommanderError(error: unknown): error is { exitCode: number } {
  return error instanceof Error && error.name === 'CommanderError';
}
