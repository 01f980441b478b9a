import { createInterface } from 'node:readline/promises';

type Input = NodeJS.ReadableStream & { isTTY?: boolean };
type Output = NodeJS.WritableStream & { isTTY?: boolean };

/** Asks one question on the terminal; `undefined` where there is nobody to answer. Ctrl-C and Ctrl-D are an empty answer. */
export function asker(
  input: Input = process.stdin,
  output: Output = process.stderr,
): ((question: string) => Promise<string>) | undefined {
  if (input.isTTY !== true || output.isTTY !== true) return undefined;
  return async (question) => {
    using terminal = createInterface({ input, output });
    const closed = new Promise<string>((resolve) => {
      terminal.once('close', () => resolve(''));
    });
    // Awaited, since the terminal is closed on the way out.
    return await Promise.race([terminal.question(question).catch(() => ''), closed]);
  };
}
