import { open } from 'node:fs/promises';
import { isSafe, type Operation, ScanError } from '@middlebrick/model';
import { type Discovery, discover } from '@middlebrick/scanner';
import { stringify } from 'yaml';
import { version } from '../version.ts';

/** `middlebrick init`: writes a commented configuration from what the API shows without credentials. */
export async function runInit(target: string | undefined, flags: Record<string, unknown>): Promise<number> {
  if (target === undefined) throw new ScanError('BAD_ARGUMENT', 'Give the base URL of the API, for example: middlebrick init http://127.0.0.1:5000.');
  const file = String(flags.output);
  const found = await discover({
    target,
    version: version(),
    insecure: flags.insecure === true,
    ...(typeof flags.spec === 'string' ? { spec: flags.spec } : {}),
  });
  await write(file, configuration(found, typeof flags.spec === 'string' ? flags.spec : undefined), flags.force === true);
  process.stdout.write(`Wrote ${file}: ${found.surface.operations.length} operations from ${found.surface.source}.\nNext: set ALICE_TOKEN and BOB_TOKEN (or the login recipe), then run: middlebrick scan\n`);
  return 0;
}

/** The text of the configuration. Everything uncertain is a comment, so that the file is valid as it stands. */
export function configuration({ target, surface, logins, leftAlone }: Discovery, spec: string | undefined): string {
  const protectedReads = surface.operations.filter((operation) => isSafe(operation.method) && operation.security?.length !== 0).length;
  const [login] = logins;
  return `# What middlebrick scans. Every option of \`middlebrick scan --help\` may stand here under its own name.
${stringify({ target }).trim()}
${spec === undefined ? `# spec: openapi.yaml        # found by itself: ${surface.source}` : stringify({ spec }).trim()}

# Who asks. Two ordinary users are needed to see whether one can reach what belongs to the other;
# an administrator shows whether roles are kept apart. Secrets come from the environment.
identities:
  alice:
${login === undefined ? '    bearer: \${ALICE_TOKEN}' : recipe(login, 'ALICE')}
    # subjects: [alice@example.com]   # ids by which the API knows her; usually learnt by itself
    # owns:
    #   order_id: ["1001"]            # ids that are hers, where no list shows them
  bob:
${login === undefined ? '    bearer: \${BOB_TOKEN}' : recipe(login, 'BOB')}
  # admin:
  #   bearer: \${ADMIN_TOKEN}
  #   role: admin

# ${protectedReads} operations can be read. Operations that only read although their method does not say so:
# reads: ["POST /search"]
${leftAlone.length === 0 ? '' : `# Left alone, since they look as if they change state: ${leftAlone.map((operation) => operation.id).join(', ')}\n`}
# The gate: exit code 1 when a finding is this bad or worse.
fail-on: low
# threshold: 80
# context: financial               # financial, medical, public or internal
# rate: 20                         # requests a second
# output: [middlebrick-report.html]
`;
}

function recipe(login: Operation, name: string): string {
  const fields = Object.keys((login.body?.schema?.properties as Record<string, unknown> | undefined) ?? { username: {}, password: {} });
  const json = fields.map((field) => `${field}: \${${name}_${field.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}}`).join(', ');
  return `    login:\n      path: ${login.path}\n      json: { ${json} }`;
}

async function write(file: string, text: string, mayReplace: boolean): Promise<void> {
  try {
    await using handle = await open(file, mayReplace ? 'w' : 'wx');
    await handle.writeFile(text);
  } catch (cause) {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    throw new ScanError('FILE_UNWRITABLE', exists ? `${file} is there already; write over it with --force.` : `${file} cannot be written.`, { cause });
  }
}
