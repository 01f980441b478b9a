import { isScanError } from '@middlebrick/model';
import { couldNotRun } from './exit-codes.ts';
import { visible } from './visible.ts';

export { couldNotRun };

interface FailOptions {
  isDebug: boolean;
  /** The command that was asked for, when it is one. */
  command?: string | undefined;
  write: (text: string) => void;
}

/**
 * Says what went wrong in one line with the way out, and gives the exit code. An error that is none of ours to expect
 * is called what it is: a bug. Stack traces only with `--debug`.
 */
export function fail(error: unknown, { isDebug, command, write }: FailOptions): number {
  if (isCommanderError(error) && error.exitCode === 0) return 0;
  // Commander has already printed the help that was missed.
  if (isCommanderError(error) && error.code === 'commander.help') return couldNotRun;
  const text = isCommanderError(error) ? misspelt(error, command) : sentenceFor(error);
  write(`middlebrick: ${visible(text)}\n`);
  if (isDebug) write(`${stackOf(error)}\n`);
  return isScanError(error) ? error.exitCode : couldNotRun;
}

function sentenceFor(error: unknown): string {
  if (isScanError(error)) return `${error.message} ${error.help}`;
  const message = error instanceof Error ? error.message : String(error);
  const name = error instanceof Error ? error.name : '';
  if (name === 'BudgetExhausted') {
    const more = message.includes(' requests ')
      ? 'allow more with --max-requests'
      : 'say what can be called with --spec';
    return `${message} Nothing was learnt until then; ${more}.`;
  }
  if (name === 'AbortError') return 'Stopped before anything was learnt.';
  return `${message} This is a bug of middlebrick; run again with --debug and report what it prints.`;
}

interface CommanderError extends Error {
  code: string;
  exitCode: number;
}

/** Commander's message in one line. Stray arguments and values are left out: they may be credentials. */
function misspelt({ code, message }: CommanderError, command: string | undefined): string {
  const help = `See \`middlebrick${command === undefined ? '' : ` ${command}`} --help\`.`;
  if (code === 'commander.excessArguments') {
    return `Too many arguments for \`${command ?? 'middlebrick'}\`: is a value without its option, or a space unquoted? ${help}`;
  }
  const [problem = '', hint = ''] = message.replace(/^error: /, '').split('\n');
  const said = sentence(code === 'commander.unknownOption' ? problem.replace(/=.*'$/s, "'") : problem);
  if (code === 'commander.unknownCommand' && /:\/\/|^unknown command '[\w.-]+(?::\d+|\/)/.test(problem)) {
    return 'A URL is no command. Scan it with `middlebrick scan <URL>`.';
  }
  return `${said} ${hint === '' ? help : hint.replace(/^\((.*)\)$/, '$1')}`;
}

function sentence(text: string): string {
  const upper = text.charAt(0).toUpperCase() + text.slice(1);
  return upper.endsWith('.') ? upper : `${upper}.`;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const cause = error.cause === undefined ? '' : `\nCaused by: ${stackOf(error.cause)}`;
  return `${visible(error.stack ?? '', { keepLines: true })}${cause}`;
}

function isCommanderError(error: unknown): error is CommanderError {
  return (
    error instanceof Error && 'exitCode' in error && 'code' in error && String(error.code).startsWith('commander.')
  );
}
