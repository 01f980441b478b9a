import { Command, Option } from 'commander';
import { version } from './version.ts';

const severities = ['critical', 'high', 'medium', 'low', 'info'];
const collect = (value: string, previous: string[] = []): string[] => [...previous, value];

/** The command line. Commands load what they need only when they run, so that `--help` is there at once. */
export function buildProgram(): Command {
  const program = new Command('middlebrick')
    .description('Finds out whether one user of an API can reach what belongs to another, and proves it.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .exitOverride()
    .showHelpAfterError('(run with --help for the options)')
    .addHelpText('after', '\nExit codes: 0 nothing found, 1 findings at or above the gate, 2 could not run.\n');
  addScan(program);
  addInit(program);
  addDemo(program);
  addChecks(program);
  addExplain(program);
  addForge(program);
  addCompletion(program);
  return program;
}

function addScan(program: Command): void {
  program
    .command('scan')
    .description('scan a running API, read-only')
    .argument('[target]', 'base URL of the API, such as http://127.0.0.1:5000')
    .option('--spec <file|url>', 'OpenAPI description; otherwise well-known places are looked at and links followed')
    .option('--as <name=kind:credential>', 'an identity; repeat for each: alice=bearer:TOKEN, bob=basic:user:pass, carol=apikey:X-Api-Key:KEY, dave=cookie:session=…', collect)
    .option('--header <name:value>', 'a header for every request; repeatable', collect)
    .option('--authorized', 'you may test this target with these credentials although it is on a public network')
    .option('--only <checks>', 'run only these checks: ids, families or patterns, comma-separated (bola, auth/jwt-*)', collect)
    .option('--skip <checks>', 'leave these checks out', collect)
    .option('--reads <operation>', 'an operation that only reads although its method does not say so: "POST /search"; repeatable', collect)
    .option('--rate <n>', 'at most n requests a second')
    .option('--max-requests <n>', 'at most n requests in all')
    .option('--timeout <seconds>', 'seconds to wait for one answer')
    .option('--seed <n>', 'seed of everything random: the same seed gives the same scan')
    .addOption(new Option('--context <kind>', 'what the data is worth: shifts severities').choices(['financial', 'medical', 'public', 'internal']))
    .option('--scope <host[:port]>', 'a further host that requests may go to; repeatable', collect)
    .option('--insecure', 'accept certificates that cannot be verified')
    .addOption(new Option('--format <format>', 'what goes to standard output').choices(['terminal', 'json', 'sarif', 'html']))
    .option('--json', 'short for --format json')
    .option('--output <file>', 'also write a report; its ending chooses the format (.html .json .sarif .txt); repeatable', collect)
    .option('--save <file>', 'record every exchange, with all secrets replaced, as NDJSON')
    .addOption(new Option('--fail-on <severity>', 'exit 1 when a finding is this bad or worse (default: low)').choices(severities))
    .option('--threshold <score>', 'exit 1 when the score is below this')
    .option('--config <file>', 'configuration file (default: middlebrick.yaml, when it is there)')
    .option('--verbose', 'print every finding in full')
    .option('--quiet', 'print no progress and only the result')
    .option('--debug', 'print stack traces')
    .option('--no-color', 'print without colours')
    .addHelpText(
      'after',
      `
Examples:
  $ middlebrick scan http://127.0.0.1:5000 --as alice=bearer:$ALICE --as bob=bearer:$BOB
  $ middlebrick scan http://127.0.0.1:5000 --spec openapi.yaml --only bola --output report.html
  $ middlebrick scan --json --fail-on high > report.json          (target and identities from middlebrick.yaml)

Credentials are better kept out of the shell's history: put them into the environment as
MIDDLEBRICK_AS_ALICE=bearer:…, or into middlebrick.yaml as \${ALICE_TOKEN}.
`,
    )
    .action(async (target: string | undefined, flags: Record<string, unknown>) => {
      const { runScan } = await import('./commands/scan.ts');
      process.exitCode = await runScan(target, flags);
    });
}

function addInit(program: Command): void {
  program
    .command('init')
    .description('write a commented middlebrick.yaml from what an API shows')
    .argument('[target]', 'base URL of the API')
    .option('--spec <file|url>', 'OpenAPI description')
    .option('--output <file>', 'where to write it', 'middlebrick.yaml')
    .option('--force', 'write over an existing file')
    .option('--insecure', 'accept certificates that cannot be verified')
    .option('--debug', 'print stack traces')
    .addHelpText('after', '\nExample:\n  $ middlebrick init http://127.0.0.1:5000\n')
    .action(async (target: string | undefined, flags: Record<string, unknown>) => {
      const { runInit } = await import('./commands/init.ts');
      process.exitCode = await runInit(target, flags);
    });
}

function addDemo(program: Command): void {
  program
    .command('demo')
    .description('scan an embedded vulnerable API and its mended twin')
    .option('--output <file>', 'where to write the HTML report', 'middlebrick-report.html')
    .option('--verbose', 'print every finding in full')
    .option('--debug', 'print stack traces')
    .option('--no-color', 'print without colours')
    .action(async (flags: Record<string, unknown>) => {
      const { runDemo } = await import('./commands/demo.ts');
      process.exitCode = await runDemo(flags);
    });
}

function addChecks(program: Command): void {
  program
    .command('checks')
    .description('list what a scan knows how to find')
    .argument('[pattern]', 'only these: an id, a family or a pattern')
    .option('--json', 'print JSON')
    .option('--no-color', 'print without colours')
    .addHelpText('after', '\nExamples:\n  $ middlebrick checks\n  $ middlebrick checks bola\n  $ middlebrick checks --json | jq -r ".[].id"\n')
    .action(async (pattern: string | undefined, flags: Record<string, unknown>) => {
      const { runChecks } = await import('./commands/checks.ts');
      process.exitCode = runChecks(pattern, flags);
    });
}

function addExplain(program: Command): void {
  program
    .command('explain')
    .description('explain a check or a topic, with the repair')
    .argument('[topic]', 'a check (bola/foreign-object-read) or an article (identification-failures)')
    .option('--framework <name>', 'framework of the API, such as flask')
    .option('--datastore <name>', 'store behind it, such as dynamodb')
    .option('--json', 'print JSON')
    .option('--no-color', 'print without colours')
    .addHelpText('after', '\nExamples:\n  $ middlebrick explain bola/foreign-object-read\n  $ middlebrick explain identification-failures --framework flask --datastore dynamodb\n')
    .action(async (topic: string | undefined, flags: Record<string, unknown>) => {
      const { runExplain } = await import('./commands/explain.ts');
      process.exitCode = await runExplain(topic, flags);
    });
}

function addForge(program: Command): void {
  program
    .command('forge')
    .description('make the credential of a replay again, from one of your own')
    .argument('[arguments...]', 'recipe, credential and changes as printed in the replay of a finding')
    .usage('<recipe> <credential> [claim=value...]')
    .allowUnknownOption()
    .addHelpText('after', '\nExample:\n  $ middlebrick forge jwt-weak-secret "$BOB_TOKEN" sub=1041\n\nFor APIs that you may test. Nothing is sent; the token is printed and nothing else.\n')
    .action(async (words: string[]) => {
      const { runForge } = await import('./commands/forge.ts');
      process.exitCode = runForge(words);
    });
}

function addCompletion(program: Command): void {
  program
    .command('completion')
    .description('print a completion script for your shell')
    .argument('<shell>', 'bash, zsh or fish')
    .addHelpText('after', '\nExamples:\n  $ source <(middlebrick completion bash)\n  $ middlebrick completion fish > ~/.config/fish/completions/middlebrick.fish\n')
    .action(async (shell: string) => {
      const { runCompletion } = await import('./commands/completion.ts');
      process.exitCode = runCompletion(shell, buildProgram());
    });
}
