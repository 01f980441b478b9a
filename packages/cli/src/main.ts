import { surviveClosedPipes } from './pipes.ts';
import { buildProgram } from './program.ts';

/** Arguments that ask for the traces of what went wrong, wherever they stand. */
const isDebug = process.argv.includes('--debug');

surviveClosedPipes();
const program = buildProgram();
try {
  await program.parseAsync(process.argv);
} catch (error) {
  // Help and versions end here as well, and need not wait for what failures load.
  if (!isAnswer(error)) {
    const { fail } = await import('./fail.ts');
    const command = program.commands.find((candidate) => candidate.name() === process.argv[2])?.name();
    process.exitCode = fail(error, { isDebug, command, write: (text) => process.stderr.write(text) });
  }
}

function isAnswer(error: unknown): boolean {
  return error instanceof Error && error.name === 'CommanderError' && 'exitCode' in error && error.exitCode === 0;
}
