import { buildProgram } from './program.ts';
import { fail } from './fail.ts';

/** Arguments that ask for the traces of what went wrong, wherever they stand. */
const isDebug = process.argv.includes('--debug');

try {
  await buildProgram().parseAsync(process.argv);
} catch (error) {
  process.exitCode = fail(error, { isDebug, write: (text) => process.stderr.write(text) });
}
