import { Argument, type Command, Option } from 'commander';
import { choice, collect, formats, howMuch, whoAsks } from './scan-options.ts';

const severities = ['critical', 'high', 'medium', 'low', 'info'];

/** The options of `judge`. */
export function describeJudge(command: Command): Command {
  return command
    .summary('decide a saved run again, without a request')
    .description('Decides a run again that was kept with --save: by the rules of this version, and without a request.')
    .argument('<run>', 'file of a run: run.ndjson')
    .addOption(choice('--format <format>', 'what goes to standard output', formats))
    .option('--json', 'short for --format json')
    .option('--output <file>', 'also write a report: .html .json .sarif .csv .txt .http; repeatable', collect)
    .option('--baseline <file>', 'findings in this file are known and do not fail the gate')
    .option('--update-baseline', 'write what was found to that file')
    .addOption(choice('--fail-on <severity>', 'exit 1 for a finding this bad or worse (default: low)', severities))
    .option('--threshold <score>', 'exit 1 when the score out of 100 is below this')
    .option('--config <file>', 'configuration file (default: middlebrick.yaml, when it is there)')
    .option('--verbose', 'print every finding in full')
    .option('--quiet', 'print only the result')
    .option('--debug', 'print stack traces')
    .option('--no-color', 'print without colours')
    .addHelpText(
      'after',
      `
Examples:
  $ middlebrick scan http://127.0.0.1:5000 --save run.ndjson
  $ middlebrick judge run.ndjson --output report.html
  $ middlebrick judge run.ndjson --json --fail-on high > report.json

Exit codes: those of scan.
`,
    );
}

/** The options of `audit`. */
export function describeAudit(command: Command): Command {
  return command
    .summary('look for the same flaws in source code')
    .description(
      'Reads Python, JavaScript and TypeScript and asks whether the verified identity flows into the key. Sends nothing and runs nothing.',
    )
    .addArgument(new Argument('[path]', 'folder or file').default('.', 'the folder you are in'))
    .addOption(choice('--format <format>', 'what goes to standard output', formats))
    .option('--json', 'short for --format json')
    .option('--output <file>', 'also write a report: .html .json .sarif .csv .txt; repeatable', collect)
    .option('--baseline <file>', 'findings in this file are known and do not fail the gate')
    .option('--update-baseline', 'write what was found to that file')
    .option('--changed [ref]', 'only findings that touch files that differ from a commit (default: HEAD)')
    .option('--fix', 'show the repairs that are mechanical, and write them when you agree')
    .option('--yes', 'with --fix: agree beforehand')
    .addOption(watchOption())
    .option('--no-cache', 'ask everything again, and keep nothing for the next time')
    .addOption(choice('--fail-on <severity>', 'exit 1 for a finding this bad or worse (default: low)', severities))
    .addOption(policyOption())
    .addOption(
      new Option(
        '--owner-tag <name>',
        'with --policy: tag of the session that holds the owner (default: owner)',
      ).implies({
        policy: true,
      }),
    )
    .addOption(new Option('--role <id>', 'with --policy: only the policy of this role').implies({ policy: true }))
    .option('--config <file>', 'configuration file (default: middlebrick.yaml, when it is there)')
    .option('--verbose', 'print every finding in full')
    .option('--quiet', 'print only the result')
    .option('--debug', 'print stack traces')
    .option('--no-color', 'print without colours')
    .addHelpText(
      'after',
      `
Examples:
  $ middlebrick audit
  $ middlebrick audit services/orders --output audit.html
  $ middlebrick audit --format sarif --fail-on high > audit.sarif
  $ middlebrick audit --changed origin/main
  $ middlebrick audit --fix
  $ middlebrick audit --policy > policy.json

Exit codes: those of scan; with --policy 0 when one was printed.
`,
    );
}

/** What goes on has no report that is done. */
function watchOption(): Option {
  return new Option('--watch', 'audit again with every change, and print what it changed').conflicts([
    'format',
    'json',
    'output',
    'updateBaseline',
    'failOn',
    'fix',
    'yes',
  ]);
}

/** Reports and gates are those of findings, which a policy has none of. */
function policyOption(): Option {
  return new Option(
    '--policy',
    'print the IAM policy that the code needs instead, and how it differs from what is deployed',
  ).conflicts(['format', 'output', 'baseline', 'updateBaseline', 'changed', 'failOn', 'watch', 'fix', 'yes']);
}

/** The options of `verify`. */
export function describeVerify(command: Command): Command {
  command
    .summary('ask again, live, if findings are still there')
    .description(
      'Asks again, live, what the findings of a report were found by: only their checks, of their operations. Users that the scan had registered by itself are registered anew.',
    )
    .argument('<report>', 'report in JSON: report.json')
    .argument('[finding...]', 'only these: fingerprints, or their beginnings')
    .option('--target <url>', 'the API at another address than in the report')
    .option('--spec <file|url>', 'OpenAPI description, when the scan was given one')
    .option('--source <path>', 'its code, when the scan was given that')
    .option('--scope <host[:port]>', 'a further host that requests may go to; repeatable', collect)
    .option('--json', 'print JSON')
    .option('--quiet', 'print no progress and only the result')
    .option('--debug', 'print stack traces')
    .option('--no-color', 'print without colours');
  whoAsks(command);
  howMuch(command);
  return command.addHelpText(
    'after',
    `
Examples:
  $ middlebrick verify report.json --as alice=bearer:$ALICE --as bob=bearer:$BOB
  $ middlebrick verify report.json 3f2a91c0 --target http://127.0.0.1:5001

Exit codes:
  0  everything is fixed
  1  something is still there
  2  could not run
  3  nothing is known to be there, and of something it cannot be told
`,
  );
}

/** The options of `diff`. */
export function describeDiff(command: Command): Command {
  return command
    .summary('compare two reports')
    .description(
      'Compares two reports of an API. A finding that is gone is fixed only where its question was asked again and answered well; else it is no longer tested.',
    )
    .argument('<old>', 'report in JSON: old.json')
    .argument('<new>', 'report in JSON: new.json')
    .addOption(choice('--format <format>', 'what goes to standard output', ['terminal', 'json', 'markdown']))
    .option('--json', 'short for --format json')
    .addOption(choice('--fail-on <severity>', 'exit 1 for something new this bad or worse (default: low)', severities))
    .option('--debug', 'print stack traces')
    .option('--no-color', 'print without colours')
    .addHelpText(
      'after',
      `
Examples:
  $ middlebrick diff old.json new.json --fail-on high
  $ middlebrick diff old.json new.json --format markdown > comment.md

Exit codes: 0 nothing new at or above --fail-on, 1 something is, 2 could not run.
`,
    );
}

/** The options of `policy learn`. */
export function describePolicyLearn(command: Command): Command {
  command
    .summary('write what everybody gets as a policy')
    .description(
      'Asks everybody for everything that may be read and writes who got what as a policy, to be reviewed and kept. What is probably a flaw says so. With --active, writes to what the scan made itself are observed, too.',
    )
    .argument('[target]', 'base URL of the API')
    .option('-o, --output <file>', 'where to write it (default: middlebrick-policy.yaml)', 'middlebrick-policy.yaml')
    .option('--force', 'write over an existing file')
    .option('--active', 'register two users where none are given, make objects, write to those, and remove them again')
    .option('--spec <file|url>', 'OpenAPI description; else well-known places and links are looked at')
    .option('--source <path>', 'its code: calls the routes in it')
    .option('--reads <operation>', 'an operation that only reads whatever its method; repeatable', collect)
    .option('--scope <host[:port]>', 'a further host that requests may go to; repeatable', collect)
    .option('--quiet', 'print no progress')
    .option('--debug', 'print stack traces')
    .option('--no-color', 'print without colours');
  whoAsks(command);
  howMuch(command);
  return command.addHelpText(
    'after',
    `
Example:
  $ middlebrick policy learn http://127.0.0.1:5000 --as alice=bearer:$ALICE --as bob=bearer:$BOB
`,
  );
}

/** The options of `policy check`. */
export function describePolicyCheck(command: Command): Command {
  return command
    .summary('compare a report with a policy, without a request')
    .description('Compares the matrix of a report with a policy, without a request.')
    .argument('<report>', 'report in JSON: report.json')
    .argument('<policy>', 'policy: middlebrick-policy.yaml')
    .option('--debug', 'print stack traces')
    .addHelpText(
      'after',
      `
Example:
  $ middlebrick policy check report.json middlebrick-policy.yaml

Exit codes: 0 nobody gets what the policy denies, 1 somebody does, 2 could not run.
`,
    );
}
