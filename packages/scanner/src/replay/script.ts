import { type CurlOptions, curlOf } from '@middlebrick/http';
import type { ReplayStep, Taken } from '@middlebrick/model';
import { jqPath } from './json-place.ts';

type RequestStep = Extract<ReplayStep, { kind: 'request' }>;

export interface ScriptOptions extends Pick<CurlOptions, 'ca'> {
  /** Variables that are set before. */
  given: readonly string[];
  /** The certificate that an identity shows in TLS. */
  certificateOf(identity: string): CurlOptions['certificate'];
}

/**
 * The steps as commands for a POSIX shell with curl, jq and openssl. Values of the target never become a part of the
 * commands: they are read into variables, which expand within quotes.
 */
export function scriptOf(steps: readonly ReplayStep[], options: ScriptOptions): string[] {
  const own = new Set(steps.flatMap(variablesMade));
  const given = new Set(options.given);
  const isVariable = (name: string): boolean => own.has(name) || given.has(name);
  let answers = 0;
  const answer = (): string => `ANSWER_${++answers}`;
  return steps.flatMap((step) =>
    step.kind === 'request' ? requestLines(step, { ...options, isVariable, own, answer }) : [assignment(step)],
  );
}

/** What is made in the shell itself. */
function assignment(step: Exclude<ReplayStep, RequestStep>): string {
  switch (step.kind) {
    case 'fresh':
      return `${step.variable}="${freshText(step)}"`;
    case 'encoded':
      return `${step.variable}="$(printf '%s' ${quoted(step.text)} | ${encoders[step.encoding]})"`;
    case 'forged':
      return `${step.variable}="$(npx middlebrick forge ${step.recipe})"`;
  }
}

function variablesMade(step: ReplayStep): string[] {
  return step.kind === 'request' ? step.takes.map(({ variable }) => variable) : [step.variable];
}

/** Letters only, so that it fits wherever the name of the scan did. */
function freshText({ use, length, isPlain }: Extract<ReplayStep, { kind: 'fresh' }>): string {
  if (use === 'name') return `$(${randomHex(length)} | tr '0-9' 'g-p')`;
  const start = isPlain ? 'Aa1' : 'Aa1@';
  const rest = Math.max(3, length - start.length);
  return `${start}$(${randomHex(rest)})`;
}

function randomHex(length: number): string {
  const command = `openssl rand -hex ${Math.ceil(length / 2)}`;
  return length % 2 === 0 ? command : `${command} | cut -c 1-${length}`;
}

const encoders: Readonly<Record<Extract<ReplayStep, { kind: 'encoded' }>['encoding'], string>> = {
  url: 'jq -sRr @uri',
  base64: "base64 | tr -d '\\n'",
  base64url: "base64 | tr -d '\\n=' | tr '+/' '-_'",
};

/** A text in double quotes in which variables expand; everything else stays as it is. */
function quoted(text: string): string {
  const parts = text.split(/(\$[A-Z_][A-Z0-9]*_[A-Z0-9_]+|\$\{[A-Z_][A-Z0-9]*_[A-Z0-9_]+\})/);
  const inside = parts.map((part, index) =>
    index % 2 === 1 ? part : part.replace(/[\\"`$]/g, '\\$&').replace(/!+/g, `"'$&'"`),
  );
  return `"${inside.join('')}"`;
}

interface LineOptions extends ScriptOptions {
  isVariable(name: string): boolean;
  own: ReadonlySet<string>;
  /** A new name for an answer that several values are taken from. */
  answer(): string;
}

function requestLines(step: RequestStep, options: LineOptions): string[] {
  const { identity, request, takes, isShown, withHeaders } = step;
  const { isVariable, own, ca } = options;
  const certificate = options.certificateOf(identity);
  const curl = (...flags: string[]): string =>
    curlOf(request, isVariable, { ca, certificate, flags, isNeeded: (name) => own.has(name) }).command;
  const [only] = takes;
  if (only === undefined) return [isShown ? curl(...(withHeaders ? ['-i'] : [])) : curl('-s', '-o', '/dev/null')];
  const hasHeaders = withHeaders || takes.some(({ from }) => from !== 'body');
  const flags = hasHeaders ? ['-s', '-i'] : ['-s'];
  if (takes.length === 1 && !isShown)
    return [`${only.variable}="$(${curl(...flags)} | ${extractor(only, hasHeaders)})"`];
  const answer = options.answer();
  return [
    `${answer}="$(${curl(...flags)})"`,
    ...(isShown ? [`printf '%s\\n' "$${answer}"`] : []),
    ...takes.map((taken) => `${taken.variable}="$(printf '%s\\n' "$${answer}" | ${extractor(taken, hasHeaders)})"`),
  ];
}

/** What takes a value from an answer; nothing comes out when it is not there. */
function extractor({ from, path }: Pick<Taken, 'from' | 'path'>, hasHeaders: boolean): string {
  const [name = ''] = path.map(String);
  if (from === 'body') {
    const body = hasHeaders ? "tr -d '\\r' | sed '1,/^$/d' | " : '';
    return `${body}jq -r ${shellWord(`${jqPath(path)} // empty`)}`;
  }
  const value = from === 'cookie' ? `[Ss]et-[Cc]ookie: ${pattern(name)}=\\([^;]*\\).*` : headerPattern(name);
  return `tr -d '\\r' | sed -n ${shellWord(`1,/^$/s,^${value},\\1,p`)}`;
}

/** The whole of a header; of a `Location`, the last segment of its path. */
function headerPattern(name: string): string {
  const start = [...name].map((character) =>
    /[a-z]/.test(character) ? `[${character.toUpperCase()}${character}]` : character,
  );
  if (name === 'location') return `${start.join('')}: *[^?#]*/\\([^/?#]*\\).*`;
  return `${start.join('')}: *\\(.*\\)`;
}

function pattern(text: string): string {
  return text.replace(/[.]/g, '\\.');
}

function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
