import { parseArgs } from 'node:util';
import type { StartedTarget, TargetOptions, TargetUser } from '@middlebrick/target-hono-dynamodb';

type Running = Omit<StartedTarget, 'digest'>;
type Start = (options: TargetOptions) => Promise<Running>;

const STARTERS: Readonly<Record<string, () => Promise<Start>>> = {
  'hono-dynamodb': async () => (await import('@middlebrick/target-hono-dynamodb')).startTarget,
  'flask-dynamodb': async () => (await import('./flask-dynamodb/start.ts')).startFlaskTarget,
};
const VARIANTS = ['vulnerable', 'hardened'] as const;
const LARGEST_PORT = 65_535;
const LARGEST_SEED = 0x7fffffff;

class UsageError extends Error {}

interface Request {
  readonly name: string;
  readonly start: Start;
  readonly options: TargetOptions;
}

async function main(): Promise<void> {
  const { name, start, options } = await readRequest(process.argv.slice(2));
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  const target = await start(options);
  console.log(describe(name, target));
  await stopped;
  await target.close();
}

async function readRequest(args: string[]): Promise<Request> {
  const { values, positionals } = parseArguments(args);
  const [name = '', ...more] = positionals;
  const variant = VARIANTS.find((known) => name.endsWith(`/${known}`));
  const load = variant === undefined ? undefined : starterOf(name.slice(0, -variant.length - 1));
  if (variant === undefined || load === undefined || more.length > 0) throw new UsageError(namesLine(name));

  const port = wholeNumber('--port', values.port ?? '0', LARGEST_PORT);
  const seed = wholeNumber('--seed', values.seed ?? '1', LARGEST_SEED);
  return { name, start: await load(), options: { variant, port, seed } };
}

/** The starter of `hono-dynamodb`, or of `traps/<id>`. */
function starterOf(family: string): (() => Promise<Start>) | undefined {
  if (Object.hasOwn(STARTERS, family)) return STARTERS[family];
  const trap = /^traps\/([a-z-]+)$/.exec(family)?.[1];
  if (trap === undefined) return undefined;
  return async () => {
    const { startTrap, traps } = await import('@middlebrick/target-traps');
    if (!traps.some(({ id }) => id === trap)) {
      throw new UsageError(`There is no trap "${trap}"; choose one of ${traps.map(({ id }) => id).join(', ')}.`);
    }
    return ({ variant, port }) => startTrap(trap, variant, port === undefined ? {} : { port });
  };
}

function parseArguments(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { port: { type: 'string' }, seed: { type: 'string' } } });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(option: string, text: string, largest: number): number {
  const value = Number(text);
  if (!/^\d{1,10}$/.test(text) || value > largest) {
    throw new UsageError(`${option} wants a whole number from 0 to ${largest}, not ${JSON.stringify(text)}.`);
  }
  return value;
}

function namesLine(name: string): string {
  const names = Object.keys(STARTERS).flatMap((family) => VARIANTS.map((variant) => `${family}/${variant}`));
  return `There is no target ${JSON.stringify(name)}; choose one of ${names.join(', ')}, traps/<name>/<variant>.`;
}

function describe(name: string, { url, specUrl, users }: Running): string {
  const lines = [`${name} is listening.`, '', `  url   ${url}`, `  spec  ${specUrl}`, ''];
  if (users.length > 0) lines.push(...userTable(users), '', ...users.flatMap(exportLines), '');
  lines.push('Ctrl-C stops it.');
  return lines.join('\n');
}

function userTable(users: readonly TargetUser[]): string[] {
  const rows = [
    ['name', 'id', 'tenant', 'role', 'password'],
    ...users.map(({ name, userId, tenant, role, password }) => [name, userId, tenant, role, password]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
}

function exportLines({ name, token, sessionCookie }: TargetUser): string[] {
  const variable = name.toUpperCase();
  return [
    ...(token === '' ? [] : [`export ${variable}_TOKEN='${token}'`]),
    ...(sessionCookie === '' ? [] : [`export ${variable}_COOKIE='${sessionCookie}'`]),
  ];
}

try {
  await main();
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(error instanceof UsageError ? message : `The target did not start: ${message}`);
  process.exitCode = 2;
}
