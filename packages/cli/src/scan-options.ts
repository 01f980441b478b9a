import { type Command, Option } from 'commander';

const severities = ['critical', 'high', 'medium', 'low', 'info'];
const formats = ['terminal', 'json', 'sarif', 'html'];
const contexts = ['financial', 'medical', 'public', 'internal'];

/** Options that may be given several times. */
const collect = (value: string, previous: string[] = []): string[] => [...previous, value];

/** The options of `scan`, in groups. Each but the last few has the same name in the configuration file. */
export function describeScan(command: Command): Command {
  command
    .summary('scan a running API, read-only')
    .description('Scans a running API. Only reads: what could change something is left alone and listed.')
    .argument('[target]', 'base URL of the API, such as http://127.0.0.1:5000');
  whoAsks(command);
  what(command);
  howMuch(command);
  result(command);
  return command.addHelpText('after', more);
}

function whoAsks(command: Command): void {
  command
    .optionsGroup('Who asks:')
    .option(
      '--as <name=kind:value>',
      'an identity; repeat it for each. Kinds: bearer:<token>, basic:<user>:<password>, apikey:<Header>:<value>, apikey-query:<name>:<value>, cookie:<name>=<value>, header:<Name>:<value>',
      collect,
    )
    .option('--header <name:value>', 'a header for every request, anonymous ones too; repeatable', collect)
    .option('--authorized', 'you may send these credentials to this target although it is on a public network');
}

function what(command: Command): void {
  command
    .optionsGroup('What is asked:')
    .option('--spec <file|url>', 'OpenAPI description; else well-known places and links are looked at')
    .option('--only <checks>', 'run only these: ids, families or patterns, with commas (bola,auth/jwt-*)', collect)
    .option('--skip <checks>', 'leave these out', collect)
    .option(
      '--reads <operation>',
      'an operation that only reads whatever its method: "POST /search"; repeatable',
      collect,
    )
    .option('--scope <host[:port]>', 'a further host that requests may go to; repeatable', collect)
    .addOption(choice('--context <kind>', 'what the data is worth; shifts severities', contexts));
}

function howMuch(command: Command): void {
  command
    .optionsGroup('How:')
    .option('--rate <n>', 'at most n requests a second')
    .option('--max-requests <n>', 'at most n requests in all (default: 5000)')
    .option('--timeout <seconds>', 'wait so long for one answer (default: 10)')
    .option('--seed <n>', 'the same seed gives the same scan (default: 7)')
    .option('--insecure', 'accept certificates that cannot be verified')
    .option('--config <file>', 'configuration file (default: middlebrick.yaml, when it is there)');
}

function result(command: Command): void {
  command
    .optionsGroup('Result:')
    .addOption(choice('--format <format>', 'what goes to standard output', formats))
    .option('--json', 'short for --format json')
    .option('--output <file>', 'also write a report: .html .json .sarif .txt; repeatable', collect)
    .option('--save <file>', 'record every exchange, without secrets, as NDJSON')
    .addOption(choice('--fail-on <severity>', 'exit 1 for a finding this bad or worse (default: low)', severities))
    .option('--threshold <score>', 'exit 1 when the score out of 100 is below this')
    .option('--verbose', 'print every finding in full')
    .option('--quiet', 'print no progress and only the result')
    .option('--debug', 'print stack traces')
    .option('--no-color', 'print without colours');
}

function choice(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, `${description}: ${choices.join(', ')}`).choices(choices);
}

const more = `
Examples:
  $ middlebrick scan http://127.0.0.1:5000 --as alice=bearer:$ALICE --as bob=bearer:$BOB
  $ middlebrick scan http://127.0.0.1:5000 --spec openapi.yaml --only bola --output report.html
  $ middlebrick scan --json --fail-on high > report.json   # the rest from middlebrick.yaml

Credentials:
  What is given with --as can be read by everybody on this machine, in the list of processes and in the
  history of the shell. Keep secrets in the environment, as MIDDLEBRICK_AS_ALICE=bearer:…, or
  in middlebrick.yaml as \${ALICE_TOKEN}.

Environment:
  MIDDLEBRICK_TARGET       base URL, when none is given
  MIDDLEBRICK_AS_<NAME>    an identity, such as bearer:… or basic:user:password
  NO_COLOR, FORCE_COLOR    colours off, or on where there is no terminal

Exit codes:
  0  nothing found at or above --fail-on
  1  findings at or above --fail-on, or a score below --threshold; the report is printed all the same
  2  could not run, or was interrupted before the end
`;
