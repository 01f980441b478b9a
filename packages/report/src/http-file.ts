import { type Exchange, type Finding, type Report, unsuppressed, variableName } from '@middlebrick/model';
import { isRead, placeName, worstFirst } from './groups.ts';
import { chainRequests } from './http-chain.ts';
import { comment, type FillIn, unwritten, writtenRequest } from './http-request.ts';
import { visible } from './visible.ts';

/**
 * The steps of every proof as requests of a `.http` file, for REST Client and for the HTTP Client of JetBrains IDEs.
 * Credentials are variables of the environment; names and what was answered stand beside as comments.
 */
export function renderHttp(report: Report): string {
  const findings = worstFirst(unsuppressed(report.findings)).filter((finding) => !isRead(finding));
  const written = findings.map((finding, index) => requestsOf(finding, index + 1, report));
  const variables = [...new Set(written.flatMap(({ variables: used }) => used))].sort();
  const parts = [preamble(report, variables), ...written.map(({ text }) => text)];
  return `${parts.join('\n\n')}\n`;
}

interface Written {
  text: string;
  variables: string[];
}

function preamble({ tool, target, findings }: Report, variables: readonly string[]): string {
  const lines = [`${tool.name} ${tool.version} · ${target.url}`, whatFollows(findings)];
  if (variables.length > 0) {
    lines.push(
      'Variables: in JetBrains IDEs in http-client.private.env.json, in REST Client under',
      'rest-client.environmentVariables, or from .env by taking the # off these lines:',
      ...variables.map((name) => `@${name} = {{$dotenv ${name}}}`),
    );
  }
  if (findings.some(({ replay }) => replay.chain !== undefined)) {
    lines.push(
      'Findings that were proven with users of the scan register users of their own: send their requests in order.',
      'REST Client takes f1_1.response… from the answer to the request of that name; in JetBrains IDEs, which do not',
      'know it, put the value into its line by hand. To send them once more, change the word behind _RUN_ID.',
    );
  }
  return lines.map(comment).join('\n');
}

function whatFollows(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'Nothing was found, so there is nothing to repeat.';
  // An audit sends nothing.
  if (findings.every(isRead)) return 'What was found was read in the code, so there is no request to repeat.';
  return 'Each request repeats a step of a proof.';
}

function requestsOf(finding: Finding, number: number, report: Report): Written {
  if (finding.replay.chain !== undefined) {
    return {
      text: [headOf(finding), ...chainRequests(finding, number, report)].join('\n\n'),
      variables: finding.replay.variables,
    };
  }
  const steps = finding.proof.map((step, index) => {
    const { exchange } = step;
    const used = new Set<string>();
    const text = writtenRequest(exchange.request, filler(exchange.identity, finding, used));
    const title = `${number}.${index + 1} ${finding.check} · ${step.label}`;
    const notes = [
      placeName(finding.places[0]),
      `was answered ${answerOf(exchange)}`,
      ...(step.note ?? '').split('\n'),
    ];
    const lines = [separator(title), ...notes.filter(Boolean).map(comment), text ?? unwritten];
    return { text: lines.join('\n'), variables: text === undefined ? [] : [...used] };
  });
  return {
    text: [headOf(finding), ...steps.map(({ text }) => text)].join('\n\n'),
    variables: steps.flatMap(({ variables }) => variables),
  };
}

function headOf({ severity, title, fingerprint, replay }: Finding): string {
  const recipes = replay.chain === undefined ? replay.curl.slice(0, -1) : [];
  return [
    comment(`${severity} · ${title}`),
    comment(`fingerprint ${fingerprint}`),
    ...recipes.map((line) => comment(`made by: ${line}`)),
    ...(replay.note === undefined ? [] : [comment(replay.note)]),
  ].join('\n');
}

/** Variables of secrets become those of the tools; a text of the target that merely looks like one stays. */
function filler(identity: string, finding: Finding, used: Set<string>): FillIn {
  const own = [identity, identity.replace(/\+.*$/s, '')].map((name) => variableName(name, ''));
  return (text, literal = (part) => part) =>
    literal(text).replace(/\$([A-Z_][A-Z0-9_]{0,100})/g, (whole, name: string) => {
      const isSecret = finding.replay.variables.includes(name) || own.some((prefix) => name.startsWith(prefix));
      if (!isSecret) return whole;
      used.add(name);
      return `{{${name}}}`;
    });
}

function answerOf({ response, failure }: Exchange): string {
  return response === null ? `nothing: ${failure?.message ?? 'no answer'}` : `${response.status}`;
}

function separator(text: string): string {
  return `### ${visible(text)}`;
}
