import { type Command, Option } from 'commander';

const severities = ['critical', 'high', 'medium', 'low', 'info'];
export const formats = ['terminal', 'json', 'sarif', 'html', 'csv', 'http'];
const contexts = ['financial', 'medical', 'public', 'internal'];

/** Options that may be given several times. */
export const collect = (value: string, previous: string[] = []): string[] => [...previous, value];

/** The options of `scan`, in groups. Each but the last few has the same name in the configuration file. */
export function describeScan(command: Command): Command {
  command
    .summary('scan a running API')
    .description(
      'Scans a running API. Only reads: what could change something is left alone and listed. With --active it also writes, to users and objects that it made itself and removes again.',
    )
    .argument('[target]', 'base URL of the API, such as http://127.0.0.1:5000');
  whoAsks(command);
  command.option(
    '--active',
    'register two users where none are given, make objects, write to those, and remove them again',
  );
  command.option(
    '--keep [file]',
    'with --active: leave them in place for replays, and write their credentials to this file, when one is named',
  );
  what(command);
  howMuch(command);
  command.option('--seed <n>', 'the same seed gives the same scan (default: 7)');
  result(command);
  return command.addHelpText('after', more);
}

/** Who asks. */
export function whoAsks(command: Command): void {
  command
    .optionsGroup('Who asks:')
    .option(
      '--as <name=kind:value>',
      'an identity; repeat it for each. Kinds: bearer:<token>, basic:<user>:<password>, apikey:<Header>:<value>, apikey-query:<name>:<value>, cookie:<name>=<value>, header:<Name>:<value>',
      collect,
    )
    .option('--header <name:value>', 'a header for every request, anonymous ones too; repeatable', collect)
    .option('--authorized', 'you may send credentials and writes to this target although it is on a public network');
}

function what(command: Command): void {
  command
    .optionsGroup('What is asked:')
    .option('--spec <file|url>', 'OpenAPI description; else well-known places and links are looked at')
    .option('--source <path>', 'its code: calls the routes in it, and says where in it findings are')
    .option('--only <checks>', 'run only these: ids, families or patterns, with commas (bola,auth/jwt-*)', collect)
    .option('--skip <checks>', 'leave these out', collect)
    .option(
      '--reads <operation>',
      'an operation that only reads whatever its method: "POST /search"; repeatable',
      collect,
    )
    .option('--scope <host[:port]>', 'a further host that requests may go to; repeatable', collect)
    .option('--policy <file>', 'who may do what, to be compared with what everybody gets')
    .option('--matrix', 'ask everybody for everything that may be read, and print who gets what')
    .addOption(choice('--context <kind>', 'what the data is worth; shifts severities', contexts));
}

/** How fast, how much, and by which way. */
export function howMuch(command: Command): void {
  command
    .optionsGroup('How:')
    .option('--rate <n>', 'at most n requests a second')
    .option('--max-requests <n>', 'at most n requests in all (default: 5000)')
    .option('--timeout <seconds>', 'wait so long for one answer (default: 10)')
    .option('--settle <seconds>', 'wait so long until an accepted write shows (default: 1.3)')
    .option('--insecure', 'accept certificates that cannot be verified')
    .option('--ca <file>', 'trust this authority as well: a PEM file')
    .option('--proxy <url>', 'send everything through this HTTP proxy: http://127.0.0.1:8080')
    .option('--config <file>', 'configuration file (default: middlebrick.yaml, when it is there)');
}

function result(command: Command): void {
  command
    .optionsGroup('Result:')
    .addOption(choice('--format <format>', 'what goes to standard output', formats))
    .option('--json', 'short for --format json')
    .option('--output <file>', 'also write a report: .html .json .sarif .csv .txt .http; repeatable', collect)
    .option('--save <file>', 'keep the whole run, without secrets, to be judged again')
    .option('--baseline <file>', 'findings in this file are known and do not fail the gate')
    .option('--update-baseline', 'write what was found to that file')
    .addOption(choice('--fail-on <severity>', 'exit 1 for a finding this bad or worse (default: low)', severities))
    .option('--threshold <score>', 'exit 1 when the score out of 100 is below this')
    .option('--verbose', 'print every finding in full')
    .option('--quiet', 'print no progress and only the result')
    .option('--debug', 'print stack traces')
    .option('--no-color', 'print without colours');
}

/** An option that takes one of a few values. */
export function choice(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, `${description}: ${choices.join(', ')}`).choices(choices);
}

const more = `
Examples:
  $ middlebrick scan http://127.0.0.1:5000 --active
  $ middlebrick scan http://127.0.0.1:5000 --as alice=bearer:$ALICE --as bob=bearer:$BOB
  $ middlebrick scan http://127.0.0.1:5000 --spec openapi.yaml --only bola --output report.html
  $ middlebrick scan http://127.0.0.1:5000 --source services/notes --active
  $ middlebrick scan --json --fail-on high > report.json   # the rest from middlebrick.yaml

Credentials:
  What is given with --as can be read by everybody on this machine, in the list of processes and in the
  history of the shell. Keep secrets in the environment, as MIDDLEBRICK_AS_ALICE=bearer:…, or
  in middlebrick.yaml as \${ALICE_TOKEN}. Logins, OAuth 2, AWS and client certificates stand in that file, too.

Environment:
  MIDDLEBRICK_TARGET       base URL, when none is given
  MIDDLEBRICK_AS_<NAME>    an identity, such as bearer:… or basic:user:password
  NO_COLOR, FORCE_COLOR    colours off, or on where there is no terminal

Exit codes:
  0  nothing found at or above --fail-on
  1  findings at or above --fail-on that are neither suppressed nor in the baseline, or a score below
     --threshold; the report is printed all the same
  2  could not run, or was interrupted before the end
`;
