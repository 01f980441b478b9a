import { Command } from 'commander';
import {
  describeAudit,
  describeDiff,
  describeJudge,
  describePolicyCheck,
  describePolicyLearn,
  describeVerify,
} from './command-options.ts';
import { describeScan } from './scan-options.ts';
import { keepHeapSmall } from './small-heap.ts';
import { version } from './version.ts';

/** The command line. Commands load what they need only when they run, so that `--help` is there at once. */
export function buildProgram(): Command {
  const program = new Command('middlebrick')
    .description('Finds out whether one user of an API can reach what belongs to another, and proves it.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    // Descriptions name choices and defaults in their own words.
    .configureHelp({ optionDescription: (option) => option.description, subcommandTerm })
    // What is misspelt is said by `fail`, in one line.
    .configureOutput({ outputError: () => undefined })
    .addHelpText(
      'after',
      `
Examples:
  $ middlebrick demo
  $ middlebrick scan http://127.0.0.1:5000 --as alice=bearer:$ALICE --as bob=bearer:$BOB
  $ middlebrick init http://127.0.0.1:5000
  $ middlebrick verify report.json --as alice=bearer:$ALICE --as bob=bearer:$BOB

Exit codes: 0 nothing found, 1 findings at or above the gate, 2 could not run.
`,
    );
  for (const add of [
    addScan,
    addVerify,
    addDiff,
    addJudge,
    addAudit,
    addPolicy,
    addInit,
    addDemo,
    addChecks,
    addExplain,
    addForge,
    addCompletion,
  ])
    add(program);
  return program;
}

/** A command with its arguments; that it has options goes without saying. */
function subcommandTerm(command: Command): string {
  const words = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return [command.name(), ...words].join(' ');
}

function addScan(program: Command): void {
  describeScan(program.command('scan')).action(async (target: string | undefined, flags: Record<string, unknown>) => {
    const { runScan } = await import('./commands/scan.ts');
    process.exitCode = await runScan(target, flags);
  });
}

function addVerify(program: Command): void {
  describeVerify(program.command('verify')).action(
    async (report: string, fingerprints: string[], flags: Record<string, unknown>) => {
      const { runVerify } = await import('./commands/verify.ts');
      process.exitCode = await runVerify(report, fingerprints, flags);
    },
  );
}

function addDiff(program: Command): void {
  describeDiff(program.command('diff')).action(
    async (before: string, after: string, flags: Record<string, unknown>) => {
      const { runDiff } = await import('./commands/diff.ts');
      process.exitCode = await runDiff(before, after, flags);
    },
  );
}

function addJudge(program: Command): void {
  describeJudge(program.command('judge')).action(async (run: string, flags: Record<string, unknown>) => {
    const { runJudge } = await import('./commands/judge.ts');
    process.exitCode = await runJudge(run, flags);
  });
}

function addAudit(program: Command): void {
  describeAudit(program.command('audit')).action(async (path: string, flags: Record<string, unknown>) => {
    keepHeapSmall();
    if (flags.policy === true) {
      const { runAuditPolicy } = await import('./commands/audit-policy.ts');
      process.exitCode = await runAuditPolicy(path, flags);
      return;
    }
    if (flags.watch === true) {
      const { runAuditWatch } = await import('./commands/audit-watch.ts');
      process.exitCode = await runAuditWatch(path, flags);
      return;
    }
    const { runAudit } = await import('./commands/audit.ts');
    process.exitCode = await runAudit(path, flags);
  });
}

function addPolicy(program: Command): void {
  const policy = program
    .command('policy')
    .summary('write down who may do what, and compare')
    .description('Writes down who may do what, and compares reports with it.')
    .addHelpText('after', '\nThe IAM policy that code needs is another thing: middlebrick audit --policy prints it.\n');
  describePolicyLearn(policy.command('learn')).action(
    async (target: string | undefined, flags: Record<string, unknown>) => {
      const { runPolicyLearn } = await import('./commands/policy.ts');
      process.exitCode = await runPolicyLearn(target, flags);
    },
  );
  describePolicyCheck(policy.command('check')).action(async (report: string, file: string) => {
    const { runPolicyCheck } = await import('./commands/policy.ts');
    process.exitCode = await runPolicyCheck(report, file);
  });
}

function addInit(program: Command): void {
  program
    .command('init')
    .summary('write a commented middlebrick.yaml')
    .description('Writes a commented middlebrick.yaml from what an API shows without credentials.')
    .argument('[target]', 'base URL of the API')
    .option('--spec <file|url>', 'OpenAPI description')
    .option('--output <file>', 'where to write it (default: middlebrick.yaml)', 'middlebrick.yaml')
    .option('--force', 'write over an existing file')
    .option('--insecure', 'accept certificates that cannot be verified')
    .option('--debug', 'print stack traces')
    .addHelpText(
      'after',
      `
Examples:
  $ middlebrick init http://127.0.0.1:5000
  $ middlebrick init https://api.example.com/v1 --spec openapi.yaml --output api.yaml
`,
    )
    .action(async (target: string | undefined, flags: Record<string, unknown>) => {
      const { runInit } = await import('./commands/init.ts');
      process.exitCode = await runInit(target, flags);
    });
}

function addDemo(program: Command): void {
  program
    .command('demo')
    .summary('scan an embedded vulnerable API and its twin')
    .description('Scans an embedded vulnerable API and its mended twin. Needs nothing but Node, and always exits 0.')
    .option(
      '--output <file>',
      'where to write the HTML report (default: middlebrick-report.html)',
      'middlebrick-report.html',
    )
    .option('--verbose', 'print every finding in full')
    .option('--debug', 'print stack traces')
    .option('--no-color', 'print without colours')
    .addHelpText('after', '\nExample:\n  $ middlebrick demo --output demo.html\n')
    .action(async (flags: Record<string, unknown>) => {
      const { runDemo } = await import('./commands/demo.ts');
      process.exitCode = await runDemo(flags);
    });
}

function addChecks(program: Command): void {
  program
    .command('checks')
    .summary('list what a scan and an audit know how to find')
    .description('Lists what a scan and an audit know how to find.')
    .argument('[pattern]', 'only these: an id, a family or a pattern (bola, code, auth/jwt-*)')
    .option('--json', 'print JSON')
    .option('--debug', 'print stack traces')
    .option('--no-color', 'print without colours')
    .addHelpText(
      'after',
      `
Examples:
  $ middlebrick checks bola
  $ middlebrick checks 'auth/jwt-*'
  $ middlebrick checks --json | jq -r '.[].id'
`,
    )
    .action(async (pattern: string | undefined, flags: Record<string, unknown>) => {
      const { runChecks } = await import('./commands/checks.ts');
      process.exitCode = runChecks(pattern, flags);
    });
}

function addExplain(program: Command): void {
  program
    .command('explain')
    .summary('explain a check, a rule or a topic, with the repair')
    .description('Explains a check, a rule or a topic, with the repair. Without a topic, lists what there is.')
    .argument(
      '[topic]',
      'a check (bola/foreign-object-read), a rule (code/foreign-key-read) or a topic (identification-failures)',
    )
    .option('--framework <name>', 'framework of the API, such as flask')
    .option('--datastore <name>', 'store behind it, such as dynamodb')
    .option('--json', 'print JSON')
    .option('--debug', 'print stack traces')
    .option('--no-color', 'print without colours')
    .addHelpText(
      'after',
      `
Examples:
  $ middlebrick explain foreign-object-read
  $ middlebrick explain data-exposure --framework flask --datastore dynamodb | less
`,
    )
    .action(async (topic: string | undefined, flags: Record<string, unknown>) => {
      const { runExplain } = await import('./commands/explain.ts');
      process.exitCode = await runExplain(topic, flags);
    });
}

function addForge(program: Command): void {
  program
    .command('forge')
    .summary('make the credential of a replay, from your own')
    .description('Makes the credential that a replay needs, from one of your own. Sends nothing.')
    .argument('[arguments...]', 'recipe, credential and changes, as printed in the replay of a finding')
    .usage('<recipe> <credential> [claim=value...]')
    .allowUnknownOption()
    .addHelpText(
      'after',
      `
Example:
  $ middlebrick forge jwt-weak-secret "$BOB_TOKEN" sub=1041

For APIs that you may test. The credential is printed and nothing else.
`,
    )
    .action(async (words: string[]) => {
      const { runForge } = await import('./commands/forge.ts');
      process.exitCode = runForge(words);
    });
}

function addCompletion(program: Command): void {
  program
    .command('completion')
    .summary('print a completion script for your shell')
    .description('Prints a completion script for your shell.')
    .argument('<shell>', 'bash, zsh or fish')
    .addHelpText(
      'after',
      `
Examples:
  $ source <(middlebrick completion bash)
  $ middlebrick completion zsh > "\${fpath[1]}/_middlebrick"
  $ middlebrick completion fish > ~/.config/fish/completions/middlebrick.fish
`,
    )
    .action(async (shell: string) => {
      const { runCompletion } = await import('./commands/completion.ts');
      process.exitCode = runCompletion(shell, buildProgram());
    });
}
